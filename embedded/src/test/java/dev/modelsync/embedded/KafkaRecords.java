package dev.modelsync.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Writes and reads topics of one partition through a broker on a port of loopback. */
final class KafkaRecords {
    private KafkaRecords() {}

    static void createTopic(int port, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap(port)))) {
            admin.createTopics(Set.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    static KafkaProducer<String, String> producer(int port) {
        return producer(port, Map.of());
    }

    static KafkaProducer<String, String> producer(int port, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", bootstrap(port));
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    static void send(int port, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = producer(port)) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    static List<String> read(int port, String topic, int count) {
        List<String> values = new ArrayList<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap(port), "group.id", "reader", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    private static String bootstrap(int port) {
        return "127.0.0.1:" + port;
    }
}
