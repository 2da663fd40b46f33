package dev.modelsync.sync.control;

import dev.modelsync.sync.command.CommandAnswer;
import dev.modelsync.sync.command.CommandOrder;
import dev.modelsync.sync.command.Commands;
import dev.modelsync.sync.registry.SqlFailure;
import dev.modelsync.sync.report.Outage;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.transaction.TransactionException;

/**
 * Has each command of one cluster decided, in the order of the topic. One that cannot be decided,
 * because the database is away, is delivered again by the container; so none is passed over.
 */
public final class CommandListener implements MessageListener<@Nullable String, byte @Nullable []> {
    private static final Logger log = LoggerFactory.getLogger(CommandListener.class);

    private final String clusterId;
    private final CommandReader reader;
    private final Commands commands;
    private final Consumer<CommandAnswer> decided;
    private final Outage outage;

    /** @param decided does what follows from a command once it is in force */
    public CommandListener(
            String clusterId,
            Deserializer<?> deserializer,
            Commands commands,
            Consumer<CommandAnswer> decided,
            Outage outage) {
        this.clusterId = clusterId;
        this.reader = new CommandReader(deserializer);
        this.commands = commands;
        this.decided = decided;
        this.outage = outage;
    }

    @Override
    public void onMessage(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        if (clusterId.equals(record.key()) && record.value() != null) {
            reader.read(record).flatMap(this::decide).ifPresent(this::carryOn);
        }
    }

    private Optional<CommandAnswer> decide(CommandOrder order) {
        try {
            Optional<CommandAnswer> answer = commands.decide(order);
            outage.over();
            return answer;
        } catch (DataAccessException | TransactionException e) {
            String failure = SqlFailure.of(e).inShort();
            outage.failed(failure);
            throw new NotDecidedException(failure);
        }
    }

    private void carryOn(CommandAnswer answer) {
        log.info(
                "cluster={} command={} type={} actor={} result={} reason={}",
                clusterId,
                answer.order().commandId(),
                answer.order().type(),
                answer.order().actor(),
                answer.isDone() ? "DONE" : "REFUSED",
                answer.refusal() == null ? "-" : answer.refusal());
        decided.accept(answer);
    }

    /** Has no cause: the container logs what it is given, and a database's message may hold a secret. */
    private static final class NotDecidedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotDecidedException(String failure) {
            super(failure);
        }
    }
}
