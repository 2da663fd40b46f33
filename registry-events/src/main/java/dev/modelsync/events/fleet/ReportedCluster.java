package dev.modelsync.events.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last heartbeat of a cluster.
 *
 * @param reportedAt by the worker's clock
 * @param receivedAt by ours
 */
public record ReportedCluster(
        String clusterId,
        String project,
        ClusterDelivery delivery,
        Worker worker,
        State state,
        @Nullable String aidbVersion,
        @Nullable String aidbCapabilities,
        List<Position> positions,
        @Nullable Instant lastProgressAt,
        Counts counts,
        @Nullable Stop stop,
        Instant reportedAt,
        Instant receivedAt) {

    /** How far the clocks of a cluster and of Hybrid Manager may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    public ReportedCluster {
        positions = List.copyOf(positions);
    }

    /** The process that reports. */
    public record Worker(String id, String version) {}

    /** What it said of itself. */
    public record State(
            String name, @Nullable String detail, @Nullable Instant since) {}

    /**
     * How far a partition is applied.
     *
     * @param endOffset behind the last record; null where the worker did not know it
     */
    public record Position(
            String topic,
            int partition,
            long nextOffset,
            @Nullable Long endOffset) {}

    /** @param driftedModels null before the first comparison */
    public record Counts(
            int ownedModels, int parkedServices, @Nullable Integer driftedModels) {}

    /** Removals that wait for approval. */
    public record Stop(String approvalId, int removals, int ownedModels, Instant since) {}

    /**
     * Whether nothing is known of it any more. By our clock; the worker's counts only where it is far
     * behind, as in a heartbeat that lay on the topic while Hybrid Manager was away.
     */
    boolean isSilent(Duration limit, Instant now) {
        return isSilent(receivedAt, reportedAt, limit, now);
    }

    /** As {@link #isSilent(Duration, Instant)}, of any heartbeat. */
    public static boolean isSilent(Instant receivedAt, Instant reportedAt, Duration limit, Instant now) {
        return receivedAt.plus(limit).isBefore(now)
                || reportedAt.plus(limit).plus(SKEW).isBefore(now);
    }

    /** Records that wait; null where the worker did not know. */
    @Nullable Long lag() {
        long lag = 0;
        for (Position position : positions) {
            if (position.endOffset() == null) {
                return null;
            }
            lag += Math.max(0, position.endOffset() - position.nextOffset());
        }
        return positions.isEmpty() ? null : lag;
    }
}
