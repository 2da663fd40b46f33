package dev.modelsync.events.publish;

import dev.modelsync.contract.TopicScan;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.TopicValue;
import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.publish.TopicWatch.TopicEnd;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one of our own topics from its beginning to its end. Each method throws a {@link KafkaException} when the
 * brokers do not answer, and an {@link InterruptedException} or Kafka's own on an interrupt.
 */
final class TopicReader<E extends SpecificRecord> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaProperties kafka;
    private final String topic;
    private final EventMapper<?, E> mapper;
    /** From the first question on, so that making a reader asks nothing. */
    private @Nullable Admin admin;

    TopicReader(KafkaProperties kafka, String topic, EventMapper<?, E> mapper) {
        this.kafka = kafka;
        this.topic = topic;
        this.mapper = mapper;
    }

    /** What the topic holds, up to where it ended. */
    record Fold(PublishedState state, TopicEnd end) {}

    /** Where the topic ends now. */
    TopicEnd end() throws InterruptedException {
        Admin asked = admin();
        try {
            TopicDescription description = Objects.requireNonNull(
                    asked.describeTopics(Set.of(topic)).allTopicNames().get().get(topic));
            Map<TopicPartition, OffsetSpec> latest = description.partitions().stream()
                    .collect(Collectors.toMap(
                            info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
            Map<TopicPartition, Long> next = new HashMap<>();
            asked.listOffsets(latest).all().get().forEach((partition, offset) -> next.put(partition, offset.offset()));
            return new TopicEnd(description.topicId(), next);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }

    /**
     * The fold of everything that was on the topic when this was called. A record that is not ours is
     * logged with its position and passed over: the next change of its key will follow it.
     */
    Fold read() throws InterruptedException {
        TopicEnd end = end();
        Map<String, Last> fold = new HashMap<>();
        readTo(end, (key, event) -> {
            if (event == null) {
                fold.computeIfPresent(key, (known, last) -> last.purge());
            } else {
                fold.merge(key, Last.of(mapper.version(event), mapper.isComplete(event)), Last::followedBy);
            }
        });
        log.info("Topic {} holds {} keys", topic, fold.size());
        return new Fold(new PublishedState(fold), end);
    }

    /** The last event of each of these keys that has one. */
    Map<String, E> lastEvents(Collection<String> keys) throws InterruptedException {
        Set<String> wanted = new HashSet<>(keys);
        Map<String, E> found = new HashMap<>();
        readTo(end(), (key, event) -> {
            if (event != null && wanted.contains(key)) {
                found.put(key, event);
            }
        });
        return found;
    }

    private interface Visitor<E> {
        void visit(String key, @Nullable E event);
    }

    private void readTo(TopicEnd end, Visitor<E> visitor) {
        try (TopicScan<String, TopicValue> scan = kafka.scan()) {
            scan.begin(end.next());
            scan.readToEnd(message -> visit(message, visitor));
        }
    }

    private void visit(ConsumerRecord<String, @Nullable TopicValue> message, Visitor<E> visitor) {
        TopicValue value = message.value();
        try {
            E event = value == null ? null : event(value.read());
            visitor.visit(event == null ? message.key() : mapper.version(event).key(), event);
        } catch (IllegalArgumentException e) {
            skipped(message, String.valueOf(e.getMessage()));
        }
    }

    /** @throws IllegalArgumentException when it is not an event of the topic's type */
    private E event(TopicValue value) {
        if (value instanceof TopicValue.Unreadable unreadable) {
            throw new IllegalArgumentException(unreadable.reason());
        }
        if (value instanceof TopicValue.Event read && mapper.type().isInstance(read.event())) {
            return mapper.type().cast(read.event());
        }
        throw new IllegalArgumentException("it is an event of another type");
    }

    private static void skipped(ConsumerRecord<?, ?> message, String reason) {
        log.warn("Record at {}-{}@{} skipped: {}", message.topic(), message.partition(), message.offset(), reason);
    }

    private Admin admin() {
        Admin open = admin == null ? Admin.create(kafka.client()) : admin;
        admin = open;
        return open;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE);
        }
    }
}
