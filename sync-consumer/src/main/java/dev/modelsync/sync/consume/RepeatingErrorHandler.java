package dev.modelsync.sync.consume;

import dev.modelsync.sync.report.Backoff;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Delivers a batch again until it is applied, keeping the group membership meanwhile. Nothing is
 * ever given up here. A position that the topic no longer has is looked for anew.
 */
public final class RepeatingErrorHandler extends DefaultErrorHandler {
    private final Positions positions;

    public RepeatingErrorHandler(Positions positions) {
        super(Backoff.unlimited());
        this.positions = positions;
        setLogLevel(KafkaException.Level.DEBUG);
    }

    /** That the container stops amid the attempts is no failure: the cursor stands where it stood. */
    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        try {
            super.handleBatch(thrown, records, consumer, container, invokeListener);
        } catch (KafkaException e) {
            if (container.isRunning()) {
                throw e;
            }
        }
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        if (thrown instanceof InvalidOffsetException) {
            positions.restore(consumer);
        } else {
            super.handleOtherException(thrown, consumer, container, batchListener);
        }
    }
}
