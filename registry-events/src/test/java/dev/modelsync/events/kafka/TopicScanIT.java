package dev.modelsync.events.kafka;

import dev.modelsync.contract.TopicScan;
import dev.modelsync.events.Hm;
import dev.modelsync.events.ServerLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TopicScanIT {
    private static final String COMPACTED = "-compacted";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String broker = Hm.shared().kafka().bootstrapServers();
    private final KafkaProperties kafka = new KafkaProperties(broker, Map.of());
    private final String topic = "scan-" + UUID.randomUUID();
    private final TopicPartition first = new TopicPartition(topic, 0);
    private Admin admin;
    private KafkaProducer<String, String> producer;

    @BeforeEach
    void createTopic() throws Exception {
        admin = Admin.create(kafka.client());
        producer = producer(Map.of());
        create(topic, Map.of());
    }

    @AfterEach
    void close() {
        producer.close();
        admin.close();
    }

    private void create(String name, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 2, (short) 1).configs(settings)))
                .all()
                .get();
        // The controller has it then, and the broker that is asked soon after.
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> !admin.describeTopics(List.of(name))
                        .allTopicNames()
                        .get()
                        .isEmpty());
    }

    private KafkaProducer<String, String> producer(Map<String, Object> settings) {
        Map<String, Object> client = kafka.client();
        client.putAll(settings);
        return new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
    }

    private void send(int partition, String... values) throws ExecutionException, InterruptedException {
        for (String value : values) {
            producer.send(new ProducerRecord<>(topic, partition, value, value)).get();
        }
    }

    private TopicScan<String, String> scan(Duration patience, Map<String, Object> settings) {
        Map<String, Object> client = kafka.client();
        client.put("auto.offset.reset", "none");
        client.put("allow.auto.create.topics", false);
        client.putAll(settings);
        return new TopicScan<>(
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer()), patience);
    }

    private TopicScan<String, String> scan() {
        return scan(PATIENCE, Map.of());
    }

    private List<String> values(TopicScan<String, String> scan) {
        List<String> values = new ArrayList<>();
        scan.readToEnd(message -> values.add(message.value()));
        return values;
    }

    @Test
    void shouldGiveEverythingBeforeTheEndInTheOrderOfThePartition() throws Exception {
        send(0, "a", "b", "c");
        send(1, "x");

        try (TopicScan<String, String> scan = scan()) {
            assertThat(scan.begin(List.of(topic))).isEqualTo(Map.of(first, 3L, new TopicPartition(topic, 1), 1L));
            assertThat(scan.isAtEnd()).isFalse();
            assertThat(values(scan)).containsSubsequence("a", "b", "c").containsExactlyInAnyOrder("a", "b", "c", "x");
            assertThat(scan.isAtEnd()).isTrue();
        }
    }

    @Test
    void shouldEndWhereTheTopicEndedAndGoOnFromThere() throws Exception {
        send(0, "before");

        try (TopicScan<String, String> scan = scan()) {
            scan.begin(List.of(topic));
            send(0, "behind", "behind as well");

            assertThat(values(scan)).containsExactly("before");
            List<String> next = new ArrayList<>();
            await().until(() -> {
                scan.poll(POLL).forEach(message -> next.add(message.value()));
                return next.size() >= 2;
            });
            assertThat(next).containsExactly("behind", "behind as well");
        }
    }

    @Test
    void shouldEndAtOnceOnAnEmptyTopic() {
        try (TopicScan<String, String> scan = scan()) {
            scan.begin(List.of(topic));

            assertThat(values(scan)).isEmpty();
        }
    }

    @Test
    void shouldPassOverMarkersOfTransactionsAndWhatWasAborted() throws Exception {
        try (KafkaProducer<String, String> transactional = producer(Map.of("transactional.id", topic))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>(topic, 0, "k", "committed"));
            transactional.commitTransaction();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>(topic, 0, "k", "aborted"));
            transactional.flush();
            transactional.abortTransaction();
        }

        try (TopicScan<String, String> scan = scan(PATIENCE, Map.of("isolation.level", "read_committed"))) {
            assertThat(scan.begin(List.of(topic))).containsEntry(first, 4L);
            assertThat(values(scan)).containsExactly("committed");
        }
    }

    @Test
    void shouldEndBeforeATransactionThatIsOpen() throws Exception {
        try (KafkaProducer<String, String> transactional = producer(Map.of("transactional.id", topic));
                TopicScan<String, String> scan = scan(PATIENCE, Map.of("isolation.level", "read_committed"))) {
            send(0, "before");
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>(topic, 0, "k", "undecided")).get();

            scan.begin(List.of(topic));

            assertThat(values(scan)).containsExactly("before");
            transactional.abortTransaction();
        }
    }

    @Test
    void shouldPassOverWhatCompactionHasTaken() throws Exception {
        ConfigResource everyBroker = new ConfigResource(ConfigResource.Type.BROKER, "");
        ConfigEntry cleaning = new ConfigEntry("log.cleaner.backoff.ms", "100");
        create(
                topic + COMPACTED,
                Map.of("cleanup.policy", "compact", "segment.ms", "1", "min.cleanable.dirty.ratio", "0"));
        set(everyBroker, new AlterConfigOp(cleaning, OpType.SET));
        try {
            // Each record closes the segment before it, and only a closed one is cleaned.
            await().atMost(PATIENCE).until(() -> {
                producer.send(new ProducerRecord<>(topic + COMPACTED, 0, "same", "value"))
                        .get();
                try (TopicScan<String, String> scan = scan()) {
                    long end = scan.begin(List.of(topic + COMPACTED)).get(new TopicPartition(topic + COMPACTED, 0));
                    return values(scan).size() < end;
                }
            });
        } finally {
            set(everyBroker, new AlterConfigOp(cleaning, OpType.DELETE));
        }
    }

    private void set(ConfigResource resource, AlterConfigOp change) throws Exception {
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }

    @Test
    void shouldKnowNoTopicThatThereIsNot() {
        String missing = topic + "-missing";
        try (TopicScan<String, String> scan = scan()) {
            assertThatThrownBy(() -> scan.begin(List.of(topic, missing)))
                    .isInstanceOf(UnknownTopicOrPartitionException.class)
                    .hasMessageContaining(missing);
        }
    }

    @Test
    void shouldGiveUpWhenNothingComesForAsLongAsThePatienceLasts() throws Exception {
        send(0, "all");

        try (TopicScan<String, String> scan = scan(Duration.ofSeconds(1), Map.of())) {
            scan.begin(Map.of(first, 2L));

            assertThatThrownBy(() -> values(scan))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("The end of " + topic + " was not reached: nothing came for 1 s");
        }
    }

    @Test
    void shouldGiveUpWhenNoBrokerAnswers() {
        try (TopicScan<String, String> scan =
                scan(Duration.ofMillis(300), Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            assertThatThrownBy(() -> scan.begin(List.of(topic))).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void shouldTellThatATopicHasLostWhatWasToBeRead() throws Exception {
        send(0, "lost", "kept");

        try (TopicScan<String, String> scan = scan()) {
            Map<TopicPartition, Long> ends = scan.begin(List.of(topic));
            scan.consumer().seek(first, 0);
            admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();

            assertThat(ends).containsEntry(first, 2L);
            assertThatThrownBy(() -> values(scan)).isInstanceOf(OffsetOutOfRangeException.class);
        }
    }

    @Test
    void shouldReadOnOverWhatIsNoEvent() throws Exception {
        send(0, "no event");
        producer.send(new ProducerRecord<>(topic, 0, "purged", null)).get();

        Map<String, Object> found = new HashMap<>();
        try (TopicScan<String, TopicValue> scan = kafka.scan()) {
            scan.begin(Set.of(topic));
            scan.readToEnd(message -> found.put(message.key(), message.value()));
        }

        assertThat(found).containsKeys("no event", "purged").containsEntry("purged", null);
        assertThat(found.get("no event")).isInstanceOf(TopicValue.Unreadable.class);
    }

    @Test
    void shouldEndWellInAThreadThatIsToldToStop() throws Exception {
        send(0, "read");
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread told = new Thread(() -> interrupted.complete(isInterrupted(reading)), topic);
        try (ServerLog log = ServerLog.ofErrors(topic)) {
            told.start();
            reading.await();
            told.interrupt();

            assertThat(interrupted.get()).isTrue();
            assertThat(log.messages()).isEmpty();
        }
    }

    /** Reads on for an end that there is not, until it is told to stop. */
    private boolean isInterrupted(CountDownLatch reading) {
        try (TopicScan<String, String> scan = scan()) {
            scan.begin(Map.of(first, 2L));
            scan.readToEnd(message -> reading.countDown());
            return false;
        } catch (InterruptException e) {
            return Thread.currentThread().isInterrupted();
        }
    }
}
