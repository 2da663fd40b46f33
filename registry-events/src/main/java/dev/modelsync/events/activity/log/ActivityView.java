package dev.modelsync.events.activity.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry as the API shows it.
 *
 * @param outcomes the one that stands for each cluster, in the order of the clusters' ids
 * @param history every outcome in the order of time; only where one entry is asked for
 */
public record ActivityView(
        String id,
        Instant at,
        String type,
        String actor,
        @Nullable String reason,
        @Nullable String project,
        @Nullable String service,
        @Nullable String serviceUid,
        @Nullable Long revision,
        @Nullable String cluster,
        JsonNode before,
        JsonNode after,
        List<Outcome> outcomes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Outcome> history) {

    /**
     * What became of it on a cluster.
     *
     * @param appliedAt by the worker's clock
     * @param delayMillis from the change to its effect, by two clocks
     * @param replayId of the replay that decided the change anew; null where it was decided in its turn
     */
    public record Outcome(
            String cluster,
            String result,
            @Nullable String reason,
            @Nullable String detail,
            JsonNode models,
            Instant appliedAt,
            long delayMillis,
            @Nullable String replayId) {
        static Outcome of(
                String cluster,
                String result,
                @Nullable String reason,
                @Nullable String detail,
                JsonNode models,
                Instant changedAt,
                Instant appliedAt,
                @Nullable String replayId) {
            long delay = Duration.between(changedAt, appliedAt).toMillis();
            return new Outcome(cluster, result, reason, detail, models, appliedAt, delay, replayId);
        }
    }

    ActivityView with(List<Outcome> standing, @Nullable List<Outcome> told) {
        return new ActivityView(
                id,
                at,
                type,
                actor,
                reason,
                project,
                service,
                serviceUid,
                revision,
                cluster,
                before,
                after,
                standing,
                told);
    }

    public ActivityCursor cursor() {
        return new ActivityCursor(at, id);
    }
}
