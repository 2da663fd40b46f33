package dev.modelsync.events.activity.log;

import dev.modelsync.events.activity.proof.StreamNames;
import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.events.kafka.TopicValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds each batch in one transaction with the position after it, and starts where the database says. What
 * is thrown is the container's to repeat.
 */
final class ActivityListener implements BatchMessageListener<String, TopicValue>, ConsumerSeekAware {
    private static final Logger log = LoggerFactory.getLogger(ActivityListener.class);

    private final TransactionTemplate transactions;
    private final Positions positions;
    private final StreamNames streams;
    private final RecordFold fold;

    ActivityListener(TransactionTemplate transactions, Positions positions, StreamNames streams, RecordFold fold) {
        this.transactions = transactions;
        this.positions = positions;
        this.streams = streams;
        this.fold = fold;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, TopicValue>> messages) {
        transactions.executeWithoutResult(status -> {
            positions.lock();
            Map<TopicPartition, Long> next = new HashMap<>();
            for (ConsumerRecord<String, TopicValue> message : messages) {
                fold.fold(message);
                next.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
            }
            positions.store(next);
        });
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assigned, ConsumerSeekCallback callback) {
        streams.forget();
        Map<TopicPartition, Long> known = known();
        for (TopicPartition partition : assigned.keySet()) {
            callback.seek(partition.topic(), partition.partition(), known.getOrDefault(partition, 0L));
        }
    }

    /** Without the database's word everything is folded once more, which changes nothing. */
    private Map<TopicPartition, Long> known() {
        try {
            return positions.all();
        } catch (DataAccessException e) {
            log.warn("The positions of the activity log cannot be read; folding from the beginning");
            return Map.of();
        }
    }
}
