package dev.modelsync.sync.consume;

import dev.modelsync.sync.consume.ServiceTopic.TopicUnknownException;
import dev.modelsync.sync.position.CursorMove;
import dev.modelsync.sync.position.TopicIdentity;
import dev.modelsync.sync.position.TopicPositions;
import dev.modelsync.sync.position.TopicRange;
import dev.modelsync.sync.registry.SqlFailure;
import dev.modelsync.sync.report.KafkaFailure;
import dev.modelsync.sync.report.Outage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.transaction.TransactionException;

/**
 * Where the database stands in each assigned partition, as far as this worker knows. On assignment
 * the consumer is set to that position. While it is not known, because the database could not be
 * asked or somebody else moved it, nothing may be applied.
 */
public final class Positions implements ConsumerAwareRebalanceListener {
    private final ServiceTopic serviceTopic;
    private final TopicPositions database;
    private final Outage outage;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Map<TopicPartition, Long> known = new ConcurrentHashMap<>();
    private volatile @Nullable TopicIdentity topic;
    private volatile boolean doubtful;
    private int generation;

    public Positions(ServiceTopic serviceTopic, TopicPositions database, Outage outage) {
        this.serviceTopic = serviceTopic;
        this.database = database;
        this.outage = outage;
    }

    /** How many partitions this worker reads at present. May be asked by any thread. */
    public int known() {
        return known.size();
    }

    /** The topic that is read; null before that is known. */
    @Nullable TopicIdentity topic() {
        return topic;
    }

    /** The first record that is not applied yet, by partition that this worker reads. May be asked by any thread. */
    public Map<Integer, Long> next() {
        Map<Integer, Long> next = new HashMap<>();
        known.forEach((partition, offset) -> next.put(partition.partition(), offset));
        return next;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
        // Where restoring fails, the first batch asks again. Until then any position will do, for nothing is applied.
        consumer.seekToBeginning(partitions);
        lookUp(consumer);
    }

    private void lookUp(Consumer<?, ?> consumer) {
        try {
            restore(consumer);
            outage.over();
        } catch (NotAppliedException e) {
            outage.failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        generation++;
        assigned.removeAll(partitions);
        partitions.forEach(known::remove);
    }

    /** Empty when a position is not known. */
    @Nullable TopicIdentity topicIfKnown() {
        return !doubtful && known.keySet().containsAll(assigned) ? topic : null;
    }

    /** Another one whenever the consumer was set elsewhere: a batch that was read before must not be applied after. */
    int generation() {
        return generation;
    }

    /** How far these records move each partition. */
    List<CursorMove> movesOf(List<? extends ConsumerRecord<?, ?>> records) {
        Map<TopicPartition, Long> next = new HashMap<>();
        records.forEach(record ->
                next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max));
        return next.entrySet().stream()
                .map(entry -> new CursorMove(
                        entry.getKey().partition(), known.getOrDefault(entry.getKey(), -1L), entry.getValue()))
                .toList();
    }

    void moved(List<CursorMove> moves) {
        moves.forEach(move -> known.put(new TopicPartition(ServiceTopic.NAME, move.partition()), move.to()));
    }

    void forgetAll() {
        known.clear();
    }

    /**
     * From any thread: the database does not stand where this worker believes. Before it applies
     * anything more, or when it next has nothing to do, it looks again.
     */
    public void doubt() {
        doubtful = true;
    }

    /** No record comes: a position that is not known, or in doubt, is looked up now. */
    public void idle(Consumer<?, ?> consumer) {
        if (topicIfKnown() == null && !assigned.isEmpty()) {
            lookUp(consumer);
        }
    }

    /**
     * Sets the consumer to where the database stands.
     *
     * @throws NotAppliedException when database or broker cannot say; positions stay unknown
     */
    void restore(Consumer<?, ?> consumer) {
        generation++;
        doubtful = false;
        known.clear();
        try {
            TopicIdentity identity = serviceTopic.look().identity();
            // Before the topic is asked where it ends: another worker may move on meanwhile, and the topic has grown
            // then.
            Map<Integer, Long> stood = database.now(identity);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(assigned);
            Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
            Map<TopicPartition, Long> positions = new HashMap<>();
            for (TopicPartition partition : Set.copyOf(assigned)) {
                positions.put(
                        partition,
                        database.claim(
                                new TopicRange(
                                        identity,
                                        partition.partition(),
                                        beginnings.getOrDefault(partition, 0L),
                                        ends.getOrDefault(partition, 0L)),
                                stood.getOrDefault(partition.partition(), 0L)));
            }
            positions.forEach(consumer::seek);
            known.putAll(positions);
            topic = identity;
        } catch (DataAccessException | TransactionException e) {
            throw new NotAppliedException(
                    "the position cannot be read, " + SqlFailure.of(e).inShort());
        } catch (WakeupException e) {
            throw e; // the container wants to stop
        } catch (TopicUnknownException e) {
            throw new NotAppliedException("the position cannot be found: " + e.getMessage());
        } catch (KafkaException e) {
            throw new NotAppliedException("the position cannot be found: " + KafkaFailure.inShort(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAppliedException("interrupted");
        }
    }
}
