package dev.modelsync.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedKafkaIT {
    @TempDir
    Path folder;

    @Test
    void shouldGoOnWithItsLogOnTheSameFolderAndPort() throws Exception {
        int port;
        try (EmbeddedKafka first = EmbeddedKafka.start(folder, 0)) {
            port = first.port();
            KafkaRecords.createTopic(first.port(), "kept");
            KafkaRecords.send(first.port(), "kept", "before");
        }
        try (EmbeddedKafka second = EmbeddedKafka.start(folder, port)) {
            assertThat(second.port()).isEqualTo(port);
            KafkaRecords.send(second.port(), "kept", "after");
            assertThat(KafkaRecords.read(second.port(), "kept", 2)).containsExactly("before", "after");
        }
    }

    @Test
    void shouldKeepAProducerGoingThroughARestart() throws Exception {
        EmbeddedKafka broker = EmbeddedKafka.start(folder, 0);
        KafkaRecords.createTopic(broker.port(), "busy");
        List<String> sent = IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        try (KafkaProducer<String, String> producer = KafkaRecords.producer(broker.port())) {
            for (String value : sent) {
                producer.send(new ProducerRecord<>("busy", value));
                if ("100".equals(value)) {
                    broker.close();
                    broker = EmbeddedKafka.start(folder, broker.port());
                }
            }
            producer.flush();
            assertThat(KafkaRecords.read(broker.port(), "busy", sent.size())).isEqualTo(sent);
        } finally {
            broker.close();
        }
    }

    @Test
    void shouldNotCreateTopicsByUse() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0);
                KafkaProducer<String, String> producer =
                        KafkaRecords.producer(broker.port(), Map.of("max.block.ms", "500"))) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("absent", "x")).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("absent");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).isEmpty();
            }
        }
    }

    @Test
    void shouldNameATakenPort() throws IOException {
        try (ServerSocket occupant = new ServerSocket()) {
            occupant.bind(LoopbackPort.address(0));
            int port = occupant.getLocalPort();
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, port))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining(Integer.toString(port));
        }
        EmbeddedKafka.start(folder, 0).close();
    }
}
