package dev.modelsync.sync.consume;

import dev.modelsync.sync.position.TopicIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Since when the topic has ended where it ends, as far as was looked. Asked of the topic and not of what was applied:
 * records that wait are no silence.
 */
final class TopicQuiet {
    private final Duration quiet;
    private final Clock clock;
    private @Nullable Look first;

    TopicQuiet(Duration quiet, Clock clock) {
        this.quiet = quiet;
        this.clock = clock;
    }

    private record Look(TopicIdentity topic, Map<Integer, Long> ends, Instant at) {
        boolean isOf(TopicIdentity other, Map<Integer, Long> othersEnds) {
            return topic.equals(other) && ends.equals(othersEnds);
        }
    }

    /**
     * Whether nothing has come for the whole time.
     *
     * @param ends where each partition ends now
     */
    boolean holds(TopicIdentity topic, Map<Integer, Long> ends) {
        Instant now = clock.instant();
        Look known = first;
        if (known == null || !known.isOf(topic, ends)) {
            first = new Look(topic, Map.copyOf(ends), now);
            return quiet.isZero();
        }
        return !known.at().plus(quiet).isAfter(now);
    }
}
