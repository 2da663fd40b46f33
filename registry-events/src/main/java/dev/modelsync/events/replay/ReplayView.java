package dev.modelsync.events.replay;

import dev.modelsync.events.command.ReplayOrder.OffsetSpan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay as the API shows it.
 *
 * @param state of the cluster that is least far, in the order of {@link ReplayState}
 */
record ReplayView(
        String name,
        String id,
        ReplayState state,
        List<String> services,
        @Nullable Instant from,
        @Nullable Instant to,
        List<OffsetSpan> offsets,
        String actor,
        @Nullable String reason,
        Instant createdAt,
        List<Cluster> clusters) {

    /** A page of the list; the token is null on the last one. */
    record Page(List<ReplayView> items, @Nullable String nextPageToken) {}

    /** A page of a plan; the token is null on the last one. */
    record PlanPage(List<Service> items, @Nullable String nextPageToken) {}

    /**
     * How it stands on a cluster.
     *
     * @param reason name of a closed set of the worker, where it is STALE, FAILED or REFUSED
     * @param detail one sentence for a person; null before the worker has told anything
     */
    record Cluster(
            String cluster,
            ReplayState state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable Report report,
            Command lastCommand) {}

    /** What the worker told last. */
    record Report(
            Planned planned,
            Done done,
            @Nullable Instant plannedAt,
            @Nullable Instant expiresAt,
            @Nullable String digest,
            List<TopicEnd> topicEnds,
            @Nullable String approvalId,
            Instant reportedAt) {}

    /** Of models, but for the first two. */
    record Planned(int services, int changedServices, int create, int edit, int remove, int leave, int skip) {}

    /** Of services, but for the models that were created, edited and removed. */
    record Done(int services, int created, int edited, int removed, int parked, int overtaken) {}

    record TopicEnd(int partition, long endOffset) {}

    record Command(
            String type,
            String commandId,
            String actor,
            @Nullable String reason,
            String result,
            @Nullable String refusal,
            @Nullable String detail) {}

    /** @param reason why the service is left as a whole; null where its models tell */
    record Service(
            String project,
            String service,
            long revision,
            String eventId,
            @Nullable String reason,
            List<Model> models) {}

    record Model(String registryName, String action, String reason) {}
}
