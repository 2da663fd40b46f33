package dev.modelsync.sync.consume;

import dev.modelsync.sync.position.TopicIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicQuietTest {
    private static final TopicIdentity TOPIC = new TopicIdentity("services", "id-1");
    private static final Map<Integer, Long> ENDS = Map.of(0, 5L, 1, 7L);

    private Instant now = Instant.EPOCH;
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final TopicQuiet quiet = new TopicQuiet(Duration.ofSeconds(30), clock);

    @Test
    void shouldHoldOnlyAfterTheWholeTime() {
        assertThat(quiet.holds(TOPIC, ENDS)).isFalse();
        after(29);
        assertThat(quiet.holds(TOPIC, ENDS)).isFalse();
        after(1);
        assertThat(quiet.holds(TOPIC, ENDS)).isTrue();
    }

    @Test
    void shouldBeginAnewWithEveryRecordThatArrived() {
        quiet.holds(TOPIC, ENDS);
        after(29);
        assertThat(quiet.holds(TOPIC, Map.of(0, 5L, 1, 8L))).isFalse();
        after(29);
        assertThat(quiet.holds(TOPIC, Map.of(0, 5L, 1, 8L))).isFalse();
        after(1);
        assertThat(quiet.holds(TOPIC, Map.of(0, 5L, 1, 8L))).isTrue();
    }

    @Test
    void shouldBeginAnewWithAnotherTopicOfTheSameName() {
        quiet.holds(TOPIC, ENDS);
        after(60);

        assertThat(quiet.holds(new TopicIdentity("services", "id-2"), ENDS)).isFalse();
    }

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
