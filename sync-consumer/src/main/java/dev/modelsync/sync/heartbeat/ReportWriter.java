package dev.modelsync.sync.heartbeat;

import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.PartitionPosition;
import dev.modelsync.schema.RemovalStop;
import dev.modelsync.schema.WorkerDelivery;
import dev.modelsync.schema.WorkerState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Turns the facts of one worker into the report that travels. For one thread. */
final class ReportWriter {
    private final String workerId;
    private final String workerVersion;
    private final Clock clock;
    private @Nullable Condition last;
    private Instant since = Instant.EPOCH;

    /** @param workerId of this process; another after each start */
    ReportWriter(String workerId, String workerVersion, Clock clock) {
        this.workerId = workerId;
        this.workerVersion = workerVersion;
        this.clock = clock;
    }

    ClusterReport write(WorkerFacts facts) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (last == null || last.state() != facts.condition().state()) {
            since = now;
        }
        last = facts.condition();
        ClusterReport.Builder report = ClusterReport.newBuilder()
                .setClusterId(facts.clusterId())
                .setProjectId(facts.project())
                .setDelivery(facts.direct() ? WorkerDelivery.DIRECT : WorkerDelivery.PROXY)
                .setWorkerId(workerId)
                .setWorkerVersion(workerVersion)
                .setReportedAt(now)
                .setState(WorkerState.valueOf(facts.condition().state().name()))
                .setStateDetail(facts.condition().detail())
                .setStateSince(since)
                .setPositions(
                        facts.positions().stream().map(ReportWriter::write).toList())
                .setLastProgressAt(micros(facts.lastProgress()))
                .setOwnedModels(facts.ownedModels())
                .setParkedServices(facts.parkedServices())
                .setDriftedModels(boxed(facts.safeguards().driftedModels()))
                .setStop(facts.safeguards().stop().map(ReportWriter::write).orElse(null));
        WorkerFacts.Aidb aidb = facts.aidb();
        if (aidb != null) {
            report.setAidbVersion(aidb.version()).setAidbCapabilities(aidb.capabilities());
        }
        return report.build();
    }

    private static PartitionPosition write(WorkerFacts.Position position) {
        return PartitionPosition.newBuilder()
                .setTopic(position.topic())
                .setTopicId(position.topicId())
                .setPartition(position.partition())
                .setNextOffset(position.nextOffset())
                .setEndOffset(position.endOffset())
                .build();
    }

    private static RemovalStop write(Safeguards.Stop stop) {
        return RemovalStop.newBuilder()
                .setApprovalId(stop.approvalId())
                .setRemovals(stop.removals())
                .setOwnedModels(stop.ownedModels())
                .setSince(stop.since().truncatedTo(ChronoUnit.MICROS))
                .build();
    }

    private static @Nullable Instant micros(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }
}
