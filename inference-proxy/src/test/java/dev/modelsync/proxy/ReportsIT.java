package dev.modelsync.proxy;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ProxyReport;
import dev.modelsync.schema.WaitingCredential;
import dev.modelsync.schema.WaitingReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a proxy tells Hybrid Manager of itself. */
class ReportsIT {
    private final String id = TestProxy.fresh("proxy");
    private final TestProxy proxy =
            TestProxy.another(Map.of("modelsync.proxy.report.id", id, "modelsync.proxy.report.interval", "300ms"));
    private final String project = TestProxy.fresh("project");
    private final List<ConsumerRecord<String, SpecificRecord>> seen = new ArrayList<>();
    private final KafkaConsumer<String, SpecificRecord> topic = reports();

    @AfterEach
    void close() {
        topic.close();
        proxy.close();
    }

    @Test
    void shouldTellHowFarItServesAndWhichCredentialsItLacksAndTakeItBackWhenItEnds() {
        TestService service =
                new TestService(proxy, project).registered("http://127.0.0.1:1", "sk-the-first-of-the-keys");
        await().until(() -> last().filter(report -> waiting(report).isEmpty()).isPresent());
        long before = passed(last().orElseThrow());

        SecretReference late = new SecretReference(UUID.randomUUID().toString(), 2);
        long revision = service.send(
                ChangeType.CREDENTIALS_ROTATED,
                TestService.state("OPENAI_COMPATIBLE", "OPENAI_V1", "http://127.0.0.1:1", false, late));
        await().until(() -> last().filter(report ->
                        waiting(report).stream().anyMatch(waiting -> waiting.getReason() == WaitingReason.NOT_IN_STORE))
                .isPresent());
        ProxyReport waiting = last().orElseThrow();
        assertThat(passed(waiting)).isGreaterThan(before);
        assertThat(waiting.getWaitingServices()).isEqualTo(waiting.getWaiting().size());
        assertThat(waiting(waiting)).singleElement().satisfies(one -> {
            assertThat(one.getProjectId() + '/' + one.getServiceName()).isEqualTo(service.key());
            assertThat(one.getRevision()).isEqualTo(revision);
            assertThat(one.getWantedVersion()).isEqualTo(2);
            assertThat(one.getServedVersion()).isEqualTo(1);
        });

        proxy.secrets().put(late, new Secret(Map.of("apiKey", "sk-the-second-of-the-keys")));
        await().until(() -> last().filter(report -> waiting(report).isEmpty()).isPresent());
        int reports = seen.size();
        await().until(() -> {
            read();
            return seen.size() >= reports + 2;
        });
        assertThat(seen).allSatisfy(message -> {
            assertThat(message.headers().lastHeader("ce_type").value())
                    .asString()
                    .startsWith("dev.modelsync.inferenceproxy.");
            assertThat(String.valueOf(message.value())).doesNotContain("sk-the");
        });

        proxy.context().close();
        await().until(() -> lastMessage().map(ConsumerRecord::value).isEmpty());
        assertThat(lastMessage()).isPresent();
    }

    /** Of this test's service; what others have left on the topics may wait for ever. */
    private List<WaitingCredential> waiting(ProxyReport report) {
        return report.getWaiting().stream()
                .filter(one -> one.getProjectId().equals(project))
                .toList();
    }

    private static long passed(ProxyReport report) {
        return report.getPositions().stream()
                .mapToLong(position -> position.getNextOffset())
                .sum();
    }

    private Optional<ProxyReport> last() {
        return lastMessage().map(message -> (@Nullable ProxyReport) message.value());
    }

    private Optional<ConsumerRecord<String, SpecificRecord>> lastMessage() {
        read();
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(seen.size() - 1));
    }

    private void read() {
        topic.poll(Duration.ofMillis(50)).forEach(message -> {
            if (message.key().equals(id)) {
                seen.add(message);
            }
        });
    }

    private KafkaConsumer<String, SpecificRecord> reports() {
        KafkaConsumer<String, SpecificRecord> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", proxy.kafka().bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new SingleObjectDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, 3)
                .mapToObj(n -> new TopicPartition(Topic.INFERENCE_PROXIES.topicName(), n))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
