package dev.modelsync.sync.report;

import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.ModelAction;
import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.RecordPosition;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import dev.modelsync.sync.command.CommandAnswer;
import dev.modelsync.sync.command.CommandOrder;
import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.journal.ModelResult;
import dev.modelsync.sync.plan.Reason;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a result into the outcome that travels, be it of a change or of a command. */
final class OutcomeWriter {
    private final String clusterId;
    private final Clock clock;

    OutcomeWriter(String clusterId, Clock clock) {
        this.clusterId = clusterId;
        this.clock = clock;
    }

    SyncOutcome write(ApplyResult result, @Nullable String replayId) {
        return SyncOutcome.newBuilder()
                .setOutcomeId(UUID.randomUUID().toString())
                .setClusterId(clusterId)
                .setProjectId(result.service().project())
                .setServiceName(result.service().name())
                .setServiceUid(result.change().uid())
                .setRevision(result.change().revision())
                .setEventId(result.change().eventId())
                .setResult(SyncResult.valueOf(result.result().name()))
                .setReason(nameOf(result.reason()))
                .setDetail(result.detail())
                .setModels(result.models().stream().map(OutcomeWriter::write).toList())
                .setChangedAt(result.change().occurredAt())
                .setAppliedAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
                .setSource(RecordPosition.newBuilder()
                        .setTopic(result.position().topic())
                        .setPartition(result.position().partition())
                        .setOffset(result.position().offset())
                        .build())
                .setReplayId(replayId)
                .build();
    }

    CommandOutcome write(CommandAnswer answer) {
        CommandOrder order = answer.order();
        return CommandOutcome.newBuilder()
                .setOutcomeId(UUID.randomUUID().toString())
                .setCommandId(order.commandId())
                .setClusterId(clusterId)
                .setType(order.type())
                .setResult(answer.isDone() ? CommandResult.DONE : CommandResult.REFUSED)
                .setReason(answer.refusal() == null ? null : answer.refusal().name())
                .setDetail(answer.detail())
                .setActor(order.actor())
                .setCommandReason(order.reason())
                .setIssuedAt(order.issuedAt())
                .setDecidedAt(answer.decidedAt().truncatedTo(ChronoUnit.MICROS))
                .build();
    }

    private static ModelOutcome write(ModelResult model) {
        return ModelOutcome.newBuilder()
                .setRegistryName(model.name())
                .setAction(ModelAction.valueOf(model.action().name()))
                .setReason(nameOf(model.reason()))
                .build();
    }

    private static @Nullable String nameOf(@Nullable Reason reason) {
        return reason == null ? null : reason.name();
    }
}
