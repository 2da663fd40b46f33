package dev.modelsync.proxy;

import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.proxy.routes.Lookup;
import dev.modelsync.schema.ChangeType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the topics say is in force without a restart. */
class RoutesIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String MARK = "x-modelsync-error";

    private final TestProxy proxy = TestProxy.running();
    private final String project = TestProxy.fresh("project");
    private final String token = proxy.enrol(project);

    @Test
    void shouldFollowAServiceThroughItsLife() throws IOException {
        try (RawProvider first = RawProvider.answering(OK);
                RawProvider second = RawProvider.answering(OK)) {
            TestService service = new TestService(proxy, project).registered(first.url(), "sk-first-key");
            assertThat(call(service).statusCode()).isEqualTo(200);
            assertThat(first.requests().get(0)).contains("Bearer sk-first-key");

            service.registered(second.url() + "/eu", "sk-second-key");
            assertThat(call(service).statusCode()).isEqualTo(200);
            assertThat(first.requests()).hasSize(1);
            assertThat(second.requests().get(0)).startsWith("POST /eu/v1/x ").contains("Bearer sk-second-key");

            service.send(ChangeType.DEREGISTERED, null);
            await().until(() -> service.find() instanceof Lookup.Gone);
            HttpResponse<String> gone = call(service);
            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.headers().firstValue(MARK)).contains("SERVICE_DEREGISTERED");

            service.anotherIncarnation();
            service.registered(first.url(), "sk-third-key");
            assertThat(call(service).statusCode()).isEqualTo(200);
            assertThat(first.requests().get(1)).contains("Bearer sk-third-key");

            service.send(ChangeType.DEREGISTERED, null);
            proxy.announce(Topic.INFERENCE_SERVICES, service.key(), null);
            await().until(() -> service.find() instanceof Lookup.Unknown);
            assertThat(call(service).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldPutAChangeIntoForceWithinFiftyMilliseconds() throws IOException {
        try (RawProvider provider = RawProvider.answering(OK)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), "sk-some-key");
            SecretReference credential = proxy.keep(2, Map.of("apiKey", "sk-rotated-key"));
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                long announced = System.nanoTime();
                service.announced(
                        TestService.state("OPENAI_COMPATIBLE", "OPENAI_V1", provider.url(), false, credential));
                fastest = Math.min(fastest, System.nanoTime() - announced);
            }

            // The best of some: how fast it is, not how busy the machine.
            assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(50));
        }
    }

    @Test
    void shouldGoOnWholeAsItWasUntilTheNewCredentialIsThere() throws IOException {
        try (RawProvider provider = RawProvider.answering(OK)) {
            TestService service = new TestService(proxy, project).registered(provider.url() + "/old", "sk-the-old-key");
            SecretReference late = new SecretReference(UUID.randomUUID().toString(), 2);

            service.send(
                    ChangeType.UPDATED,
                    TestService.state("OPENAI_COMPATIBLE", "OPENAI_V1", provider.url() + "/new", false, late));
            TestService marker = new TestService(proxy, project).registered(provider.url() + "/marker", "sk-marker");
            assertThat(call(marker).statusCode()).isEqualTo(200);
            assertThat(call(service).statusCode()).isEqualTo(200);

            proxy.secrets().put(late, new Secret(Map.of("apiKey", "sk-the-new-key")));
            await().until(() -> service.find() instanceof Lookup.Found found
                    && found.route().credentialVersion() == 2);
            assertThat(call(service).statusCode()).isEqualTo(200);
            List<String> requests = provider.requests();
            assertThat(requests.get(1)).startsWith("POST /old/v1/x ").contains("Bearer sk-the-old-key");
            assertThat(requests.get(2)).startsWith("POST /new/v1/x ").contains("Bearer sk-the-new-key");
        }
    }

    @Test
    void shouldServeNothingWhereTheRegistrationHasMovedAndItsCredentialIsNotToBeHad() throws IOException {
        try (RawProvider old = RawProvider.answering(OK);
                RawProvider moved = RawProvider.answering(OK)) {
            TestService service = new TestService(proxy, project).registered(old.url(), "sk-the-old-key");
            SecretReference late = new SecretReference(UUID.randomUUID().toString(), 2);

            service.send(
                    ChangeType.UPDATED, TestService.state("OPENAI_COMPATIBLE", "OPENAI_V1", moved.url(), false, late));
            await().until(() -> service.find() instanceof Lookup.Unready);
            HttpResponse<String> refused = call(service);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue(MARK)).contains("CREDENTIAL_MISSING");
            assertThat(moved.connections()).isEmpty();

            proxy.secrets().put(late, new Secret(Map.of("apiKey", "sk-the-new-key")));
            await().until(() -> service.find() instanceof Lookup.Found);
            assertThat(call(service).statusCode()).isEqualTo(200);
            assertThat(moved.requests().get(0)).contains("Bearer sk-the-new-key");
            assertThat(old.requests()).isEmpty();
        }
    }

    @Test
    void shouldSayThatACredentialIsMissing() {
        TestService service = new TestService(proxy, project);
        service.send(
                ChangeType.REGISTERED,
                TestService.state(
                        "OPENAI",
                        "OPENAI_V1",
                        "http://127.0.0.1:1",
                        false,
                        new SecretReference(UUID.randomUUID().toString(), 1)));
        await().until(() -> service.find() instanceof Lookup.Unready);

        HttpResponse<String> answer = call(service);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue(MARK)).contains("CREDENTIAL_MISSING");
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void shouldLeaveAServiceAsItWasAndCloseAClusterWhereARecordCannotBeRead() throws Exception {
        String cluster = TestProxy.fresh("cluster");
        proxy.announce(cluster, project, "msc_" + cluster, null);
        try (RawProvider provider = RawProvider.answering(OK);
                KafkaProducer<String, byte[]> rogue = new KafkaProducer<>(
                        Map.of("bootstrap.servers", proxy.kafka().bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            TestService service = new TestService(proxy, project).registered(provider.url(), "sk-some-key");
            await().until(() -> Http.call(service.at("/v1/x"), "msc_" + cluster).statusCode() == 200);

            byte[] nonsense = {1, 2, 3};
            rogue.send(new ProducerRecord<>(Topic.INFERENCE_SERVICES.topicName(), service.key(), nonsense))
                    .get();
            rogue.send(new ProducerRecord<>(Topic.CLUSTERS.topicName(), cluster, nonsense))
                    .get();

            await().until(() -> Http.call(service.at("/v1/x"), "msc_" + cluster).statusCode() == 401);
            assertThat(call(service).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldServeWhatItKnowsWhileKafkaIsAway(@TempDir Path folder) throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        try (TestProxy own = TestProxy.unready(
                        kafka, folder, Map.of("modelsync.outbound.allow", "127.0.0.1", "modelsync.proxy.threads", 1));
                RawProvider provider = RawProvider.answering(OK)) {
            // There are no topics yet, so nothing is known of anybody.
            assertThat(Http.get(own.admin("/health/ready")).statusCode()).isEqualTo(503);
            assertThat(Http.get(own.admin("/health/live")).statusCode()).isEqualTo(200);
            HttpResponse<String> early = Http.call(new TestService(own, "demo").at("/v1/x"), "msc_early");
            assertThat(early.headers().firstValue(MARK)).contains("NOT_READY");

            TestProxy.createTopics(kafka);
            own.awaitReady();
            String access = own.enrol("demo");
            TestService service = new TestService(own, "demo").registered(provider.url(), "sk-some-key");

            kafka.close();

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> Http.get(own.admin("/health")).body().contains("outage"));
            assertThat(Http.call(service.at("/v1/x"), access).statusCode()).isEqualTo(200);
            assertThat(Http.get(own.admin("/health/ready")).statusCode()).isEqualTo(200);
            assertThat(Http.get(own.admin("/metrics")).body()).contains("modelsync_proxy_topics_age_seconds");
        }
    }

    private HttpResponse<String> call(TestService service) {
        return Http.call(service.at("/v1/x"), token);
    }
}
