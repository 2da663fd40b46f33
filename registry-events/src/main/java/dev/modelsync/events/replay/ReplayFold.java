package dev.modelsync.events.replay;

import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.events.replay.ReplayView.Done;
import dev.modelsync.events.replay.ReplayView.Planned;
import dev.modelsync.events.replay.ReplayView.Report;
import dev.modelsync.events.replay.ReplayView.TopicEnd;
import dev.modelsync.schema.PlannedService;
import dev.modelsync.schema.ReplayPlanCounts;
import dev.modelsync.schema.ReplayPlanPart;
import dev.modelsync.schema.ReplayProgress;
import dev.modelsync.schema.ReplayReport;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What workers tell of replays, into the tables. Of a replay that was not given here nothing is kept. */
final class ReplayFold implements RecordFold.Target {
    private final ReplayTables tables;

    ReplayFold(ReplayTables tables) {
        this.tables = tables;
    }

    @Override
    public boolean add(ConsumerRecord<?, ?> message, Object event) {
        if (event instanceof ReplayReport report) {
            tables.record(
                    report.getReplayId(),
                    report.getClusterId(),
                    new Told(
                            report.getState().name(),
                            report.getReason(),
                            report.getDetail(),
                            report.getPlanParts(),
                            read(report)));
            return true;
        }
        if (event instanceof ReplayPlanPart part) {
            tables.record(
                    part.getReplayId(),
                    part.getClusterId(),
                    part.getPart(),
                    part.getServices().stream().map(ReplayFold::read).toList());
            return true;
        }
        return false;
    }

    /** A report as it is kept. */
    record Told(String state, @Nullable String reason, String detail, int parts, Report report) {}

    /** @param number its place in the plan */
    record Numbered(int number, ReplayView.Service service) {}

    private static Report read(ReplayReport report) {
        ReplayPlanCounts planned = report.getPlanned();
        ReplayProgress done = report.getDone();
        return new Report(
                new Planned(
                        planned.getServices(),
                        planned.getChangedServices(),
                        planned.getCreate(),
                        planned.getEdit(),
                        planned.getRemove(),
                        planned.getLeave(),
                        planned.getSkip()),
                new Done(
                        done.getServices(),
                        done.getCreated(),
                        done.getEdited(),
                        done.getRemoved(),
                        done.getParked(),
                        done.getOvertaken()),
                report.getPlannedAt(),
                report.getExpiresAt(),
                report.getDigest(),
                report.getTopicEnds().stream()
                        .map(end -> new TopicEnd(end.getPartition(), end.getEndOffset()))
                        .toList(),
                report.getApprovalId(),
                report.getReportedAt());
    }

    private static Numbered read(PlannedService service) {
        List<ReplayView.Model> models = service.getModels().stream()
                .map(model -> new ReplayView.Model(
                        model.getRegistryName(), model.getAction().name(), model.getReason()))
                .toList();
        return new Numbered(
                service.getNumber(),
                new ReplayView.Service(
                        service.getProjectId(),
                        service.getServiceName(),
                        service.getRevision(),
                        service.getEventId(),
                        service.getReason(),
                        models));
    }
}
