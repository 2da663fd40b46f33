package dev.modelsync.events.publish;

import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.publish.PublishedState.Last.State;
import dev.modelsync.events.publish.TopicWatch.TopicEnd;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads our own topic from its beginning to its end. Each method throws a {@link KafkaException} when the
 * brokers do not answer, and an {@link InterruptedException} or Kafka's own on an interrupt.
 */
final class TopicReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaProperties kafka;
    private final String topic;
    private final Admin admin;

    TopicReader(KafkaProperties kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
        admin = Admin.create(kafka.client());
    }

    /** What the topic holds, up to where it ended. */
    record Fold(PublishedState state, TopicEnd end) {}

    /** Where the topic ends now. */
    TopicEnd end() throws InterruptedException {
        try {
            TopicDescription description = Objects.requireNonNull(
                    admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic));
            Map<TopicPartition, OffsetSpec> latest = description.partitions().stream()
                    .collect(Collectors.toMap(
                            info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
            Map<TopicPartition, Long> next = new HashMap<>();
            admin.listOffsets(latest).all().get().forEach((partition, offset) -> next.put(partition, offset.offset()));
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
        Map<String, Folded> fold = new HashMap<>();
        readTo(end, (message, event) -> fold(message, event, fold));
        log.info("Topic {} holds {} services", topic, fold.size());
        return new Fold(
                new PublishedState(fold.values().stream().collect(Collectors.toMap(Folded::key, Folded::last))), end);
    }

    /** The last event of each of these keys that has one. */
    Map<ServiceKey, ServiceChanged> lastEvents(Collection<ServiceKey> keys) throws InterruptedException {
        Map<String, ServiceKey> wanted =
                keys.stream().collect(Collectors.toMap(ServiceKey::toString, Function.identity()));
        Map<ServiceKey, ServiceChanged> found = new HashMap<>();
        readTo(end(), (message, event) -> {
            ServiceKey key = wanted.get(message.key());
            if (key != null && event != null) {
                found.put(key, event);
            }
        });
        return found;
    }

    private record Folded(ServiceKey key, Last last) {}

    private interface Visitor {
        void visit(ConsumerRecord<String, byte[]> message, @Nullable ServiceChanged event);
    }

    private void readTo(TopicEnd end, Visitor visitor) {
        try (Consumer<String, byte[]> consumer = consumer();
                Deserializer<?> values = kafka.valueDeserializer()) {
            consumer.assign(end.next().keySet());
            consumer.seekToBeginning(end.next().keySet());
            long progress = System.nanoTime();
            while (!isAt(consumer, end)) {
                ConsumerRecords<String, byte[]> messages = consumer.poll(POLL);
                for (ConsumerRecord<String, byte[]> message : messages) {
                    visit(message, values, visitor);
                }
                if (!messages.isEmpty()) {
                    progress = System.nanoTime();
                } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                    // Also when the topic was made anew meanwhile, and will never be as long as it was.
                    throw new TimeoutException("Topic " + topic + " was not read to its end: nothing came for "
                            + PATIENCE.toSeconds() + " s");
                }
            }
        }
    }

    private static boolean isAt(Consumer<?, ?> consumer, TopicEnd end) {
        return end.next().entrySet().stream().allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
    }

    private static void visit(ConsumerRecord<String, byte[]> message, Deserializer<?> values, Visitor visitor) {
        try {
            if (message.value() == null) {
                visitor.visit(message, null);
            } else if (values.deserialize(message.topic(), message.headers(), message.value())
                    instanceof ServiceChanged event) {
                visitor.visit(message, event);
            } else {
                skipped(message, "it is an event of another type");
            }
        } catch (SerializationException | IllegalArgumentException e) {
            skipped(message, String.valueOf(e.getMessage()));
        }
    }

    private static void fold(
            ConsumerRecord<String, byte[]> message, @Nullable ServiceChanged event, Map<String, Folded> fold) {
        if (event == null) {
            fold.computeIfPresent(
                    message.key(),
                    (key, folded) -> new Folded(folded.key(), folded.last().purged()));
            return;
        }
        ServiceKey key = new ServiceKey(event.getProjectId(), event.getServiceName());
        State state = event.getAfter() == null ? State.DEREGISTERED : State.LIVE;
        Last last = new Last(event.getRevision(), UUID.fromString(event.getServiceUid()), state, event.getOccurredAt());
        fold.merge(
                key.toString(),
                new Folded(key, last),
                (before, next) -> new Folded(key, before.last().followedBy(next.last())));
    }

    private static void skipped(ConsumerRecord<?, ?> message, String reason) {
        log.warn("Record at {}-{}@{} skipped: {}", message.topic(), message.partition(), message.offset(), reason);
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> client = kafka.client();
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        client.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        admin.close(CLOSE);
    }
}
