package dev.modelsync.sync.consume;

import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.consume.ServiceTopic.Seen;
import dev.modelsync.sync.consume.ServiceTopic.TopicUnknownException;
import dev.modelsync.sync.position.RebuildReason;
import dev.modelsync.sync.position.TopicIdentity;
import dev.modelsync.sync.position.TopicPositions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Looks now and then whether topic and database are still what the reading thread believes them to
 * be, which it does not notice as long as no record comes; and ends a rebuild that has read everything.
 */
public final class PositionWatch {
    private final ServiceTopic topic;
    private final Positions positions;
    private final TopicPositions database;
    private final BatchApplier applier;
    private final TopicQuiet quiet;
    private final Telling telling;

    /** @param quiet for how long a topic that may be incomplete must have brought nothing before services go with it */
    public PositionWatch(
            ServiceTopic topic,
            Positions positions,
            TopicPositions database,
            BatchApplier applier,
            Duration quiet,
            Telling telling) {
        this.topic = topic;
        this.positions = positions;
        this.database = database;
        this.applier = applier;
        this.quiet = new TopicQuiet(quiet, database.clock());
        this.telling = telling;
    }

    /** Answers why it could not be done; then it is done the next time. */
    public Optional<String> run() {
        try {
            Seen seen = topic.look();
            TopicIdentity read = positions.topic();
            if (read == null) {
                return Optional.empty();
            }
            if (!read.equals(seen.identity()) || hasMovedBack(seen.identity())) {
                positions.doubt();
                return Optional.empty();
            }
            if (database.isCompletionOld(read)) {
                topic.ends().forEach((partition, end) -> database.complete(read, partition, end));
            }
            return sweep(seen);
        } catch (TopicUnknownException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<String> sweep(Seen seen) throws InterruptedException {
        Optional<RebuildReason> reason = applier.rebuilding();
        if (reason.isEmpty() || (reason.get().mayBeIncomplete() && applier.missesAny() && !isAllApplied(seen))) {
            return Optional.empty();
        }
        return telling.tell(applier.sweep(seen.identity(), seen.partitions()));
    }

    /** Of a topic that somebody may still be filling: it has brought nothing for a while, and nothing waits. */
    private boolean isAllApplied(Seen seen) throws InterruptedException {
        Map<Integer, Long> ends = topic.ends();
        Map<Integer, Long> applied = database.now(seen.identity());
        return quiet.holds(seen.identity(), ends)
                && ends.entrySet().stream().allMatch(end -> applied.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** A database that is ahead is no sign: this worker may just have moved it. */
    private boolean hasMovedBack(TopicIdentity identity) {
        Map<Integer, Long> actual = database.now(identity);
        return positions.next().entrySet().stream()
                .anyMatch(position -> actual.getOrDefault(position.getKey(), -1L) < position.getValue());
    }
}
