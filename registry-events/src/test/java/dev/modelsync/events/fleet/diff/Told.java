package dev.modelsync.events.fleet.diff;

import dev.modelsync.schema.ChangeSource;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ModelAction;
import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.RecordPosition;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of the topics, as briefly as a test says them; the revision is also the second at which it happened. */
final class Told {
    private Told() {}

    static ServiceChanged registered(String service, long revision, String model, String upstream) {
        return changed(service, revision, null, state(model, upstream));
    }

    static ServiceChanged edited(String service, long revision, String model, String upstream) {
        return changed(service, revision, state(model, "before"), state(model, upstream));
    }

    static ServiceChanged deregistered(String service, long revision) {
        return changed(service, revision, state("m", "before"), null);
    }

    static SyncOutcome answered(String service, long revision, SyncResult result, String model, ModelAction action) {
        return outcome(service, revision, result, List.of(new ModelOutcome(model, action, null)));
    }

    static SyncOutcome parked(String service, long revision) {
        return outcome(service, revision, SyncResult.PARKED, List.of());
    }

    static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static SyncOutcome outcome(String service, long revision, SyncResult result, List<ModelOutcome> models) {
        return SyncOutcome.newBuilder()
                .setOutcomeId(service + revision)
                .setClusterId("edge")
                .setProjectId("demo")
                .setServiceName(service)
                .setServiceUid("uid")
                .setRevision(revision)
                .setEventId("uid:" + revision)
                .setResult(result)
                .setReason(result == SyncResult.PARKED ? "TIMED_OUT" : null)
                .setModels(models)
                .setChangedAt(at(revision))
                .setAppliedAt(at(revision))
                .setSource(new RecordPosition("t", 0, revision))
                .build();
    }

    private static ServiceState state(String model, String upstream) {
        return new ServiceState(
                "OPENAI",
                "https://api.example",
                "OPENAI_V1",
                false,
                1,
                "ref",
                Map.of(),
                List.of(new ModelState(model, upstream, "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings")));
    }

    private static ServiceChanged changed(
            String service, long revision, @Nullable ServiceState before, @Nullable ServiceState after) {
        return ServiceChanged.newBuilder()
                .setEventId("uid:" + revision)
                .setProjectId("demo")
                .setServiceName(service)
                .setServiceUid("uid")
                .setRevision(revision)
                .setType(before == null ? ChangeType.REGISTERED : ChangeType.UPDATED)
                .setBefore(before)
                .setAfter(after)
                .setActor("ann")
                .setOccurredAt(at(revision))
                .setSource(new ChangeSource(revision, null, false))
                .build();
    }
}
