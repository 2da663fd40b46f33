package dev.modelsync.events.command;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.OffsetSpan;
import dev.modelsync.schema.WorkerCommand;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Writes commands to the control topic. */
final class CommandSender implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Producer<String, SpecificRecord> producer;
    private final String topic;

    CommandSender(Producer<String, SpecificRecord> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** @return whether the brokers hold it; if not, it may still arrive, until it expires */
    boolean send(GivenCommand given) {
        WorkerCommand command = command(given);
        EventHeaders headers = new EventHeaders(
                given.commandId(),
                "/hm/clusters/" + given.clusterId(),
                "dev.modelsync.workercommand.given.v1",
                "commands/" + given.commandId(),
                given.issuedAt());
        try {
            producer.send(new ProducerRecord<>(topic, null, given.clusterId(), command, headers.toKafka()))
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        }
    }

    private static WorkerCommand command(GivenCommand given) {
        Order order = given.order();
        return WorkerCommand.newBuilder()
                .setCommandId(given.commandId())
                .setClusterId(given.clusterId())
                .setType(CommandType.valueOf(order.kind().name()))
                .setProjectId(order.service() == null ? null : order.service().project())
                .setServiceName(order.service() == null ? null : order.service().name())
                .setRevision(order.revision())
                .setApprovalId(order.approvalId())
                .setReplay(replay(order.replay()))
                .setActor(given.actor())
                .setReason(order.reason())
                .setIssuedAt(given.issuedAt())
                .setExpiresAt(given.expiresAt())
                .build();
    }

    private static dev.modelsync.schema.@Nullable ReplayOrder replay(@Nullable ReplayOrder replay) {
        if (replay == null) {
            return null;
        }
        return dev.modelsync.schema.ReplayOrder.newBuilder()
                .setReplayId(replay.id())
                .setName(replay.name())
                .setServices(replay.services())
                .setFromTime(replay.from())
                .setToTime(replay.to())
                .setOffsets(replay.offsets().stream()
                        .map(span -> new OffsetSpan(span.partition(), span.from(), span.to()))
                        .toList())
                .setPlanValidMillis(replay.planValid().toMillis())
                .build();
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
