package dev.modelsync.events.fleet;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.fleet.ReportedCluster.Counts;
import dev.modelsync.events.fleet.ReportedCluster.Position;
import dev.modelsync.events.fleet.ReportedCluster.Stop;
import dev.modelsync.events.fleet.ReportedCluster.Worker;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API answers about a cluster. */
public final class FleetView {
    /** In place of a state, where there was no heartbeat for too long. */
    public static final String SILENT = "SILENT";

    private static final String NEVER_HEARD = "No worker of this cluster has reported yet";

    private FleetView() {}

    /**
     * The models that a step can use; of the shape that the worker answers with, and more.
     *
     * @param step null where every model was asked for
     * @param takenAt when the worker looked at the registry; null where it has told nothing
     */
    public record Choice(
            String clusterId,
            @Nullable String step,
            @Nullable Instant takenAt,
            Freshness freshness,
            List<FleetModel> models) {}

    /**
     * How far the models can be trusted to be what the registry holds.
     *
     * @param working whether changes are being applied, as far as is known
     * @param detail why not, or why it is not known
     */
    public record Freshness(
            boolean working,
            String state,
            @Nullable String detail,
            @Nullable Instant lastAppliedAt,
            @Nullable Instant reportedAt) {

        static Freshness never() {
            return new Freshness(false, SILENT, NEVER_HEARD, null, null);
        }

        static Freshness of(ReportedCluster cluster, boolean silent) {
            String state = cluster.state().name();
            boolean working = !silent && (state.equals("RUNNING") || state.equals("REBUILDING"));
            return new Freshness(
                    working,
                    silent ? SILENT : state,
                    silent
                            ? "The worker has not reported since"
                            : cluster.state().detail(),
                    cluster.lastProgressAt(),
                    cluster.reportedAt());
        }
    }

    /**
     * How a cluster's worker is. After {@link #SILENT} all that follows is what it said last.
     *
     * @param lastState what it said last, where it is silent
     * @param lag records that wait, where the worker knew
     */
    public record Status(
            String clusterId,
            String project,
            ClusterDelivery delivery,
            String state,
            @Nullable String lastState,
            @Nullable String detail,
            @Nullable Instant since,
            @Nullable Instant reportedAt,
            @Nullable Worker worker,
            @Nullable Aidb aidb,
            @Nullable Instant lastProgressAt,
            @Nullable Long lag,
            List<Position> positions,
            @Nullable Counts models,
            @Nullable Stop removalStop,
            @Nullable Instant inventoryTakenAt) {

        public static Status never(Cluster cluster) {
            return new Status(
                    cluster.id(),
                    cluster.project(),
                    ClusterDelivery.unreported(cluster),
                    SILENT,
                    null,
                    NEVER_HEARD,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    null);
        }

        static Status of(ReportedCluster cluster, boolean silent, @Nullable Instant inventoryTakenAt) {
            ReportedCluster.State state = cluster.state();
            return new Status(
                    cluster.clusterId(),
                    cluster.project(),
                    cluster.delivery(),
                    silent ? SILENT : state.name(),
                    silent ? state.name() : null,
                    state.detail(),
                    silent ? cluster.receivedAt() : state.since(),
                    cluster.reportedAt(),
                    cluster.worker(),
                    Aidb.of(cluster),
                    cluster.lastProgressAt(),
                    cluster.lag(),
                    cluster.positions(),
                    cluster.counts(),
                    cluster.stop(),
                    inventoryTakenAt);
        }
    }

    /** The build in the cluster's database. */
    public record Aidb(String version, @Nullable String capabilities) {
        static @Nullable Aidb of(ReportedCluster cluster) {
            String version = cluster.aidbVersion();
            return version == null ? null : new Aidb(version, cluster.aidbCapabilities());
        }
    }
}
