package dev.modelsync.events.registration.view;

import dev.modelsync.events.activity.ClusterOutcome;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.view.ProjectClusters.KnownCluster;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a cluster is with a service.
 *
 * @param delivery how it gets at credentials, PROXY or DIRECT; null for one that is not enrolled
 * @param reason of the latest outcome, of the worker's closed set; of a silent cluster that never answered, NO_HEARTBEAT
 * @param since when the state began; for a silent cluster, when it was heard last, null for never
 * @param revisionApplied the newest that the cluster has answered, null before the first
 * @param result the latest outcome, whatever the state; null before the first
 */
public record ClusterSync(
        String cluster,
        @Nullable String delivery,
        State state,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Instant since,
        long revisionWanted,
        @Nullable Long revisionApplied,
        @Nullable String result,
        @Nullable Long revision,
        @Nullable Instant appliedAt) {

    static final String NO_HEARTBEAT = "NO_HEARTBEAT";

    private static final String CREDENTIAL_AWAITED = "CREDENTIAL_AWAITED";

    /** The closed set; SILENT says that nothing is known of the present, whatever was answered before. */
    public enum State {
        SYNCED,
        PENDING,
        PARKED,
        SKIPPED,
        SILENT
    }

    /** Whether waiting for it makes sense: a credential that is sealed for the cluster comes just behind its event. */
    boolean isPending() {
        return state == State.PENDING || (state == State.PARKED && CREDENTIAL_AWAITED.equals(reason));
    }

    /**
     * @param cluster null for one that is neither enrolled nor reports, of which an outcome is left
     * @param outcome null before the first
     */
    static ClusterSync of(
            InferenceService service, String id, @Nullable KnownCluster cluster, @Nullable ClusterOutcome outcome) {
        if (cluster == null || cluster.silent()) {
            Instant heard = cluster == null ? null : cluster.lastHeard();
            String detail =
                    heard == null ? "No worker of this cluster has reported" : "The worker has not reported since";
            String reason = outcome == null ? NO_HEARTBEAT : outcome.reason();
            return with(service, id, cluster, State.SILENT, reason, detail, heard, outcome);
        }
        if (outcome == null || outcome.revision() < service.revision()) {
            return with(
                    service,
                    id,
                    cluster,
                    State.PENDING,
                    null,
                    null,
                    service.change().at(),
                    outcome);
        }
        State state = switch (outcome.result()) {
            case "PARKED" -> State.PARKED;
            case "SKIPPED" -> State.SKIPPED;
            default -> State.SYNCED;
        };
        return with(service, id, cluster, state, outcome.reason(), outcome.detail(), outcome.since(), outcome);
    }

    private static ClusterSync with(
            InferenceService service,
            String id,
            @Nullable KnownCluster cluster,
            State state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable Instant since,
            @Nullable ClusterOutcome outcome) {
        Long revision = outcome == null ? null : Long.valueOf(outcome.revision());
        return new ClusterSync(
                id,
                cluster == null ? null : cluster.delivery(),
                state,
                reason,
                detail,
                since,
                service.revision(),
                revision,
                outcome == null ? null : outcome.result(),
                revision,
                outcome == null ? null : outcome.appliedAt());
    }
}
