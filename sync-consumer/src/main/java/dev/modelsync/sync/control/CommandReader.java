package dev.modelsync.sync.control;

import dev.modelsync.schema.WorkerCommand;
import dev.modelsync.sync.command.CommandOrder;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.replay.ReplayOrder;
import dev.modelsync.sync.replay.Selection;
import dev.modelsync.sync.replay.Selection.OffsetSpan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a record of the control topic into an order. */
final class CommandReader {
    private static final Logger log = LoggerFactory.getLogger(CommandReader.class);

    private final Deserializer<?> deserializer;

    /** @param deserializer used by one thread only */
    CommandReader(Deserializer<?> deserializer) {
        this.deserializer = deserializer;
    }

    /** Empty for what is no command: it has no id under which it could be answered. */
    Optional<CommandOrder> read(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        try {
            Object value = deserializer.deserialize(record.topic(), record.headers(), record.value());
            if (value instanceof WorkerCommand command) {
                return Optional.of(orderOf(command));
            }
            skip(record, "it is no command");
        } catch (SerializationException | IllegalArgumentException e) {
            skip(record, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private static void skip(ConsumerRecord<?, ?> record, String why) {
        log.warn(
                "cluster={} record {}-{}@{} is passed over: {}",
                record.key(),
                record.topic(),
                record.partition(),
                record.offset(),
                why);
    }

    private static CommandOrder orderOf(WorkerCommand command) {
        return new CommandOrder(
                command.getCommandId(),
                command.getClusterId(),
                command.getType().name(),
                serviceOf(command),
                command.getRevision(),
                command.getApprovalId(),
                replayOf(command.getReplay()),
                command.getActor(),
                command.getReason(),
                command.getIssuedAt(),
                command.getExpiresAt());
    }

    private static @Nullable ReplayOrder replayOf(dev.modelsync.schema.@Nullable ReplayOrder replay) {
        if (replay == null) {
            return null;
        }
        List<OffsetSpan> offsets = replay.getOffsets().stream()
                .map(span -> new OffsetSpan(span.getPartition(), span.getFromOffset(), span.getToOffset()))
                .toList();
        return new ReplayOrder(
                replay.getReplayId(),
                replay.getName(),
                new Selection(replay.getServices(), replay.getFromTime(), replay.getToTime(), offsets),
                Duration.ofMillis(replay.getPlanValidMillis()));
    }

    /** A service that is named by half must not be taken for all of them: it is one that nobody knows. */
    private static @Nullable ServiceKey serviceOf(WorkerCommand command) {
        if (command.getProjectId() == null && command.getServiceName() == null) {
            return null;
        }
        String named = command.getProjectId() + "/" + command.getServiceName();
        return ServiceKey.parse(named).orElseGet(() -> ServiceKey.unknownAt("a command"));
    }
}
