package dev.modelsync.events.fleet.proxy;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.schema.ProxyReport;
import dev.modelsync.schema.ServedPosition;
import dev.modelsync.schema.WaitingCredential;
import dev.modelsync.schema.WaitingReason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Hybrid Manager knows of proxies from what they tell. */
class ProxyReportsIT {
    private static final String PROJECT = "proxied";

    private final Hm hm = Hm.shared();
    private final KafkaProducer<String, SpecificRecord> proxies = new KafkaProducer<>(
            Map.of("bootstrap.servers", hm.kafka().bootstrapServers()),
            new StringSerializer(),
            new SingleObjectSerializer());

    @AfterEach
    void close() {
        takeBack();
        proxies.close();
    }

    private void takeBack() {
        List.of("proxy-1", "proxy-2", "proxy-3").forEach(id -> send(id, null));
    }

    @Test
    void shouldTellWhichProxiesHaveSwitchedAndKeepTheOldCredentialForThoseThatHaveNot() throws Exception {
        Map<String, Object> properties = hm.properties();
        properties.put("modelsync.registration.purge-interval", "200ms");
        try (ConfigurableApplicationContext application = RegistryEventsApplication.start(properties)) {
            Api api = new Api(application);
            SecretStore secrets = application.getBean(SecretStore.class);
            SecretReference first = rotated(api, "slow");
            report("proxy-1", Instant.now());
            report("proxy-2", Instant.now(), waiting("slow", 1));
            report("proxy-3", Instant.now().minus(1, ChronoUnit.HOURS), waiting("slow", 1));

            eventually(() -> {
                JsonNode told = credentials(api, "slow");
                assertThat(told.path("version").asInt()).isEqualTo(2);
                assertThat(told.path("proxies").path("since").isString()).isTrue();
                assertThat(told.path("proxies").path("switched").asInt())
                        .as(told.toString())
                        .isEqualTo(1);
                assertThat(told.path("proxies").path("total").asInt()).isEqualTo(2);
                assertThat(told.path("proxies").path("behind").valueStream().toList())
                        .singleElement()
                        .satisfies(behind -> {
                            assertThat(behind.path("proxy").asString()).isEqualTo("proxy-2");
                            assertThat(behind.path("served").asInt()).isEqualTo(1);
                            assertThat(behind.path("reason").asString()).isEqualTo("NOT_IN_STORE");
                        });
            });
            assertThat(api.send("GET", "/projects/" + PROJECT + "/services/slow", "")
                            .response()
                            .body())
                    .contains("rotated, 1 of 2 proxies switched", "still serves version 1");

            SecretReference unneeded = rotated(api, "quick");
            retiredFor(31);
            eventually(() -> assertThat(secrets.get(unneeded)).isEmpty());
            assertThat(secrets.get(first)).isPresent();

            report("proxy-2", Instant.now());
            eventually(() -> assertThat(secrets.get(first)).isEmpty());
            assertThat(credentials(api, "slow").path("proxies").path("switched").asInt())
                    .isEqualTo(2);

            SecretReference overdue = rotated(api, "stuck");
            report("proxy-2", Instant.now(), waiting("stuck", 1));
            eventually(
                    () -> assertThat(credentials(api, "stuck").path("proxies").path("behind"))
                            .hasSize(1));
            retiredFor(38);
            eventually(() -> assertThat(secrets.get(overdue)).isEmpty());

            takeBack();
            eventually(() -> assertThat(credentials(api, "slow")
                            .path("proxies")
                            .path("total")
                            .asInt())
                    .isZero());
        }
    }

    @Test
    void shouldFindAmongItsChecksHowTheProxiesAre() throws Exception {
        Map<String, Object> properties = hm.properties();
        properties.put("modelsync.fleet.silent-after", "2s");
        try (ConfigurableApplicationContext application = RegistryEventsApplication.start(properties)) {
            Api api = new Api(application);
            application.getBean(Enrolment.class).enrol("proxied-cluster", PROJECT, Location.PRIMARY, Map.of());
            rotated(api, "checked");
            eventually(() -> assertThat(findings(api)).anyMatch(found -> found.contains("FAIL None reports")));

            repeatedly(api, () -> report("proxy-1", Instant.now()), found -> found.startsWith("OK One reports"));
            repeatedly(
                    api,
                    () -> report("proxy-1", Instant.now(), waiting("checked", 1)),
                    found -> found.startsWith(
                                    "WARN proxy-1 lacks the newest credentials of services: proxied/checked NOT_IN_STORE")
                            && found.endsWith("it tries again by itself"));
            repeatedly(
                    api,
                    () -> send("proxy-1", positioned("proxy-1", Instant.now(), 0)),
                    found -> found.startsWith("WARN proxy-1 has not read the newest changes"));
            repeatedly(
                    api,
                    () -> report("proxy-2", Instant.now()),
                    found -> found.startsWith("WARN proxy-1 was heard last at"));
            takeBack();
            report("proxy-3", Instant.now().minus(1, ChronoUnit.HOURS));
            eventually(() -> assertThat(findings(api))
                    .singleElement()
                    .asString()
                    .startsWith("FAIL None reports, and the last, proxy-3, was heard at"));
        }
    }

    /** Reports as a proxy does, until the check finds it. */
    private static void repeatedly(Api api, Runnable report, Predicate<String> finding) {
        eventually(() -> {
            report.run();
            assertThat(findings(api)).anyMatch(finding);
        });
    }

    /** Of the proxies: level, detail and remedy. */
    private static List<String> findings(Api api) throws Exception {
        return api.send("GET", "/api/v1/checks", "")
                .json()
                .path("findings")
                .valueStream()
                .filter(finding -> finding.path("subject").asString().equals("proxies"))
                .map(finding -> finding.path("level").asString()
                        + ' '
                        + finding.path("detail").asString()
                        + ' '
                        + finding.path("remedy").asString(""))
                .toList();
    }

    /** What it had first. Returns when the rotation is announced. */
    private SecretReference rotated(Api api, String name) throws Exception {
        Api.Answer registered = api.register(PROJECT, Api.openAi(name));
        SecretReference first = hm.jdbc()
                .sql("SELECT credential_ref FROM hm.inference_service WHERE project = 'proxied' AND name = :name")
                .param("name", name)
                .query((row, number) -> new SecretReference(row.getString(1), 1))
                .single();
        api.patch(PROJECT, name, registered.etag(), "{\"credentials\": {\"apiKey\": \"sk-other\"}}");
        eventually(() -> assertThat(
                        credentials(api, name).path("proxies").path("since").isString())
                .isTrue());
        return first;
    }

    private void retiredFor(int days) {
        hm.jdbc()
                .sql("UPDATE hm.retired_secret SET retired_at = clock_timestamp() - make_interval(days => :days)"
                        + " WHERE project = 'proxied'")
                .param("days", days)
                .update();
    }

    private static JsonNode credentials(Api api, String name) throws Exception {
        return api.get(PROJECT, name).json().path("credentials");
    }

    private static WaitingCredential waiting(String service, int served) {
        return new WaitingCredential(PROJECT, service, 1L, 2, served, WaitingReason.NOT_IN_STORE);
    }

    private void report(String id, Instant at, WaitingCredential... waiting) {
        send(id, positioned(id, at, Long.MAX_VALUE, waiting));
    }

    private static ProxyReport positioned(String id, Instant at, long position, WaitingCredential... waiting) {
        return ProxyReport.newBuilder()
                .setProxyId(id)
                .setReportedAt(at.truncatedTo(ChronoUnit.MICROS))
                .setPositions(IntStream.range(0, 3)
                        .mapToObj(n -> new ServedPosition(n, position))
                        .toList())
                .setWaiting(List.of(waiting))
                .setWaitingServices(waiting.length)
                .build();
    }

    private void send(String id, @Nullable SpecificRecord value) {
        proxies.send(new ProducerRecord<>(Topic.INFERENCE_PROXIES.topicName(), id, value));
        proxies.flush();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}
