package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.PlannedService;
import dev.modelsync.schema.ReplayPlanPart;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.WorkerCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

import static org.assertj.core.api.Assertions.assertThat;

/** Gives commands to a cluster and reads the answers. */
final class TestOperator implements AutoCloseable {
    static final String NAME = "olga";

    private final TestCluster cluster;
    private final KafkaConsumer<String, SpecificRecord> reader;
    private final List<CommandOutcome> answers = new ArrayList<>();
    private final List<ReplayReport> reports = new ArrayList<>();
    private final List<ReplayPlanPart> parts = new ArrayList<>();

    TestOperator(TestCluster cluster) {
        this.cluster = cluster;
        reader = ClusterChannel.reader(cluster.kafka(), Topic.SYNC_OUTCOMES);
    }

    WorkerCommand.Builder command(CommandType type) {
        Instant now = Instant.now();
        return WorkerCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setClusterId(cluster.id())
                .setType(type)
                .setActor(NAME)
                .setIssuedAt(now)
                .setExpiresAt(now.plus(Duration.ofMinutes(10)));
    }

    /** About one service. */
    WorkerCommand.Builder command(CommandType type, TestService service) {
        return command(type).setProjectId(service.project()).setServiceName(service.name());
    }

    /** Gives the command and waits for its answer. */
    CommandOutcome order(WorkerCommand.Builder builder) {
        WorkerCommand command = builder.build();
        send(command);
        return answerTo(command);
    }

    void send(WorkerCommand command) {
        sendBytes(new SingleObjectSerializer().serialize(Topic.SYNC_CONTROL.topicName(), command));
    }

    void sendBytes(byte[] value) {
        cluster.sendTo(Topic.SYNC_CONTROL, cluster.id(), value, null);
    }

    CommandOutcome answerTo(WorkerCommand command) {
        cluster.eventually().untilAsserted(() -> assertThat(answersTo(command)).isNotEmpty());
        return answersTo(command).get(0);
    }

    List<CommandOutcome> answersTo(WorkerCommand command) {
        read();
        return answers.stream()
                .filter(answer -> answer.getCommandId().equals(command.getCommandId()))
                .toList();
    }

    /** What was told of a replay, in the order in which it was told. */
    List<ReplayReport> reportsOf(String replayId) {
        read();
        return reports.stream()
                .filter(report -> report.getReplayId().equals(replayId))
                .sorted(Comparator.comparing(ReplayReport::getReportedAt))
                .toList();
    }

    /** The services of a replay's plan, as far as they have been told. */
    List<PlannedService> planOf(String replayId) {
        read();
        return parts.stream()
                .filter(part -> part.getReplayId().equals(replayId))
                .sorted(Comparator.comparing(ReplayPlanPart::getPart))
                .flatMap(part -> part.getServices().stream())
                .toList();
    }

    private void read() {
        for (ConsumerRecord<String, SpecificRecord> record : reader.poll(Duration.ofMillis(50))) {
            if (record.value() instanceof CommandOutcome answer) {
                assertThat(record.key()).isEqualTo(answer.getClusterId() + "/@command/" + answer.getCommandId());
                answers.add(answer);
            } else if (record.value() instanceof ReplayReport report) {
                assertThat(record.key()).isEqualTo(report.getClusterId() + "/@replay/" + report.getReplayId());
                reports.add(report);
            } else if (record.value() instanceof ReplayPlanPart part) {
                assertThat(record.key())
                        .isEqualTo(part.getClusterId() + "/@replay/" + part.getReplayId() + '/' + part.getPart());
                parts.add(part);
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
