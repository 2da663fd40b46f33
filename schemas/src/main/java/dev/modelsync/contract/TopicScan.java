package dev.modelsync.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Topics read from their beginnings to their ends, by a consumer in no group, so that nobody else is disturbed. Who
 * wants to follow them reads on. For one thread.
 *
 * <p>The end of a partition is the offset that its next record would have had when the scan began; to a consumer that
 * reads committed records only, the first transaction that was open then. {@link #readToEnd} gives each record before
 * it, in the order of the partition, and none behind it, however the topic grows meanwhile. What counts is the position:
 * what compaction has removed and the markers of transactions have offsets as well and are passed over, also where they
 * come last.
 *
 * <p>The scan fails with one of Kafka's exceptions
 *
 * <ul>
 *   <li>when there is no such topic ({@link UnknownTopicOrPartitionException});
 *   <li>when the brokers do not answer, or nothing has come nearer to the end, for as long as the patience lasts ({@link
 *       TimeoutException}); the scan as a whole, and whoever takes its records, have no limit;
 *   <li>when the thread is interrupted ({@link org.apache.kafka.common.errors.InterruptException}, and the thread stays
 *       interrupted);
 *   <li>when a topic has lost what was to be read, to its retention or because it was created again, and the consumer
 *       has {@code auto.offset.reset=none}, as it should. A topic that was created again and is as long already is
 *       not noticed: whoever has to know compares its ids;
 *   <li>when the consumer's deserialiser throws; to read on, it has to make a value of what it cannot read.
 * </ul>
 */
public final class TopicScan<K extends @Nullable Object, V extends @Nullable Object> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Consumer<K, V> consumer;
    private final Duration patience;
    private Map<TopicPartition, Long> ends = Map.of();

    /** @param consumer without a group, that was not used; closed by this */
    public TopicScan(Consumer<K, V> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /**
     * Begins with all partitions of some topics.
     *
     * @return where they end
     */
    public Map<TopicPartition, Long> begin(Collection<String> topics) {
        List<TopicPartition> partitions =
                topics.stream().flatMap(this::partitions).toList();
        Map<TopicPartition, Long> found = consumer.endOffsets(partitions, patience);
        begin(found);
        return found;
    }

    private Stream<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic, patience);
        if (found.isEmpty()) {
            throw new UnknownTopicOrPartitionException("There is no topic " + topic);
        }
        return found.stream().map(info -> new TopicPartition(topic, info.partition()));
    }

    /** Begins with the partitions of which the ends are given; from elsewhere, where the consumer is then set to that. */
    public void begin(Map<TopicPartition, Long> ends) {
        this.ends = Map.copyOf(ends);
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
    }

    /**
     * Gives each record before the end, once; what the visitor throws ends the scan. {@link #poll} goes on with those
     * behind the end.
     */
    public void readToEnd(java.util.function.Consumer<ConsumerRecord<K, V>> visitor) {
        long left = left();
        long since = System.nanoTime();
        while (left > 0) {
            poll(POLL).forEach(message -> visit(message, visitor));
            long leftNow = left();
            if (leftNow < left) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                throw new TimeoutException(
                        "The end of " + topics() + " was not reached: nothing came for " + patience.toSeconds() + " s");
            }
            left = leftNow;
        }
        ends.forEach(consumer::seek);
    }

    private void visit(ConsumerRecord<K, V> message, java.util.function.Consumer<ConsumerRecord<K, V>> visitor) {
        if (message.offset() < ends.getOrDefault(new TopicPartition(message.topic(), message.partition()), 0L)) {
            visitor.accept(message);
        }
    }

    private String topics() {
        return ends.keySet().stream().map(TopicPartition::topic).distinct().collect(Collectors.joining(", "));
    }

    /** The next records, before the end and behind it. */
    public ConsumerRecords<K, V> poll(Duration atMost) {
        return consumer.poll(atMost);
    }

    /** Whether everything before the end has been given. */
    public boolean isAtEnd() {
        return left() == 0;
    }

    private long left() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey(), patience)))
                .sum();
    }

    /** For what else there is to ask or to set. */
    public Consumer<K, V> consumer() {
        return consumer;
    }

    /** Takes a second at most; also in a thread that was told to stop. */
    @Override
    public void close() {
        UninterruptedClose.of(() -> consumer.close(CloseOptions.timeout(CLOSE)));
    }
}
