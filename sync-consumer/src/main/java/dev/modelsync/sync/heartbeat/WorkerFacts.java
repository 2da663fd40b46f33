package dev.modelsync.sync.heartbeat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of itself.
 *
 * @param direct whether models call their providers without the proxy
 * @param aidb null until the database has been opened
 * @param lastProgress when this process committed a batch last
 */
public record WorkerFacts(
        String clusterId,
        String project,
        boolean direct,
        Condition condition,
        @Nullable Aidb aidb,
        List<Position> positions,
        @Nullable Instant lastProgress,
        int ownedModels,
        int parkedServices,
        Safeguards safeguards) {

    public WorkerFacts {
        positions = List.copyOf(positions);
    }

    /** The build in the database, and what it can do in one line. */
    public record Aidb(String version, String capabilities) {}

    /**
     * How far a partition is applied.
     *
     * @param endOffset behind the last record; null where it is not known
     */
    public record Position(
            String topic,
            String topicId,
            int partition,
            long nextOffset,
            @Nullable Long endOffset) {}
}
