package dev.modelsync.events.activity.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an entry on one cluster.
 *
 * @param id unique on its cluster, equal for every delivery
 * @param entryId the {@link ActivityEntry#id()} that it answers
 * @param reason name of a reason of the worker's closed set
 * @param models of a change what was done to each model: {@code registryName}, {@code action}, {@code reason}
 * @param appliedAt by the worker's clock
 * @param replayId of the replay that decided a change anew; null where it was decided in its turn, and of a command
 */
public record ActivityOutcome(
        String cluster,
        String id,
        String entryId,
        String result,
        @Nullable String reason,
        @Nullable String detail,
        List<Map<String, Object>> models,
        Instant changedAt,
        Instant appliedAt,
        @Nullable String replayId)
        implements ActivityFact {

    public ActivityOutcome {
        models = List.copyOf(models);
    }
}
