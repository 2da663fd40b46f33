package dev.modelsync.sync.report;

import dev.modelsync.schema.PlannedAction;
import dev.modelsync.schema.PlannedModel;
import dev.modelsync.schema.PlannedService;
import dev.modelsync.schema.ReplayPlanCounts;
import dev.modelsync.schema.ReplayPlanPart;
import dev.modelsync.schema.ReplayPosition;
import dev.modelsync.schema.ReplayProgress;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.sync.plan.Forecast;
import dev.modelsync.sync.replay.Replay;
import dev.modelsync.sync.replay.ReplayOutbox.ToldService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Turns what is told of replays into the events that travel. */
final class ReplayWriter {
    private final String clusterId;

    ReplayWriter(String clusterId) {
        this.clusterId = clusterId;
    }

    ReplayReport write(Replay replay, Replay.Progress progress, Instant at) {
        ReplayReport.Builder report = ReplayReport.newBuilder()
                .setOutcomeId(UUID.randomUUID().toString())
                .setReplayId(replay.id())
                .setReplayName(replay.name())
                .setClusterId(clusterId)
                .setCommandId(replay.command().id())
                .setState(ReplayState.valueOf(replay.state().name()))
                .setReason(replay.reason() == null ? null : replay.reason().name())
                .setDetail(replay.detail())
                .setActor(replay.command().actor())
                .setIssuedAt(replay.command().issuedAt().truncatedTo(ChronoUnit.MICROS))
                .setPlanned(write(replay.counts()))
                .setDone(write(progress))
                .setTopicEnds(List.of())
                .setApprovalId(replay.approvalId())
                .setReportedAt(at);
        Replay.Plan plan = replay.plan();
        if (plan != null) {
            report.setPlanParts(plan.parts())
                    .setDigest(plan.digest())
                    .setTopicEnds(plan.ends().offsets().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(end -> new ReplayPosition(end.getKey(), end.getValue()))
                            .toList())
                    .setPlannedAt(plan.madeAt())
                    .setExpiresAt(plan.expiresAt());
        }
        return report.build();
    }

    ReplayPlanPart write(String replayId, int part, List<ToldService> services, Instant at) {
        return ReplayPlanPart.newBuilder()
                .setOutcomeId(UUID.randomUUID().toString())
                .setReplayId(replayId)
                .setClusterId(clusterId)
                .setPart(part)
                .setServices(services.stream().map(ReplayWriter::write).toList())
                .setPlannedAt(at)
                .build();
    }

    private static PlannedService write(ToldService service) {
        return PlannedService.newBuilder()
                .setNumber(service.number())
                .setProjectId(service.key().project())
                .setServiceName(service.key().name())
                .setRevision(service.revision())
                .setEventId(service.eventId())
                .setReason(service.left())
                .setModels(service.models().stream().map(ReplayWriter::write).toList())
                .build();
    }

    private static PlannedModel write(Forecast.Model model) {
        return new PlannedModel(
                model.name(), PlannedAction.valueOf(model.action().name()), model.reason());
    }

    private static ReplayPlanCounts write(Replay.Counts counts) {
        return new ReplayPlanCounts(
                counts.services(),
                counts.changedServices(),
                counts.create(),
                counts.edit(),
                counts.remove(),
                counts.leave(),
                counts.skip());
    }

    private static ReplayProgress write(Replay.Progress progress) {
        return new ReplayProgress(
                progress.services(),
                progress.created(),
                progress.edited(),
                progress.removed(),
                progress.parked(),
                progress.overtaken());
    }
}
