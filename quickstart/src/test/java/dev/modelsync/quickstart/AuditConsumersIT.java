package dev.modelsync.quickstart;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.quickstart.HmClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What docs/events.md tells readers to do, done: their outputs are what HM's activity log says of the same changes. */
class AuditConsumersIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVICES = Topic.INFERENCE_SERVICES.topicName();
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private static Path data;

    private static Stack stack;
    private static String servers;
    /** What HM says was done to the service, oldest first. */
    private static List<JsonNode> entries;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.start(data, Settings.onFreePorts());
        servers = stack.servers().kafka().bootstrapServers();
        changeAService();
        endACluster();
        post("/api/v1/clusters/primary/commands", "{\"type\": \"PAUSE\", \"reason\": \"maintenance\"}", 202);
        post("/api/v1/clusters/primary/commands", "{\"type\": \"RESUME\"}", 202);
        await().atMost(PATIENCE).untilAsserted(() -> {
            entries = activity("?service=audited");
            assertThat(entries)
                    .hasSize(4)
                    .allMatch(entry -> entry.get("outcomes").size() == 2);
            assertThat(activity("?cluster=primary&outcome=DONE")).hasSize(2);
        });
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void shouldBeReadByTwentyLinesOfJavaWithTheSchemasOnTheClassPath() throws IOException {
        String libraries = libraries("schemas-", "avro-", "kafka-clients-", "jackson-", "slf4j-api-");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> lines = Tools.run(
                        java, "-cp", libraries, ROOT.resolve("examples/java/AuditConsumer.java"), servers)
                .orFail();
        assertThat(lines.stream().filter(line -> line.contains(" demo/audited ")))
                .containsExactlyElementsOf(entries.stream()
                        .map(entry -> text(entry, "at") + " demo/audited " + text(entry, "type") + " by quickstart: "
                                + text(entry, "reason"))
                        .toList());
    }

    @Test
    void shouldBeReadInPythonWithNoCodeOfOurs() {
        Path python = Tools.require(
                "python3",
                "apt-get install python3-confluent-kafka python3-avro",
                found -> Tools.run(found, "-c", "import avro, confluent_kafka").status() == 0);
        List<JsonNode> changes = read(python, SERVICES).stream()
                .filter(line -> text(line, "key").equals("demo/audited"))
                .toList();
        assertThat(changes).hasSameSizeAs(entries);
        for (int i = 0; i < changes.size(); i++) {
            JsonNode value = changes.get(i).get("value");
            JsonNode entry = entries.get(i);
            assertThat(text(changes.get(i), "schema")).isEqualTo("ServiceChanged");
            assertThat(text(value, "eventId"))
                    .isEqualTo(text(entry, "id"))
                    .isEqualTo(text(changes.get(i).get("headers"), "ce_id"));
            assertThat(text(value, "type")).isEqualTo(text(entry, "type"));
            assertThat(text(value, "reason")).isEqualTo(text(entry, "reason"));
            assertThat(Instant.parse(text(value, "occurredAt").replace("+00:00", "Z")))
                    .isEqualTo(Instant.parse(text(entry, "at")));
        }
        assertThat(changes.get(0)
                        .get("value")
                        .get("after")
                        .get("models")
                        .get(0)
                        .get("upstreamModel")
                        .stringValue())
                .isEqualTo("small");
        assertThat(changes.get(3).get("value").get("after").isNull()).isTrue();

        assertThat(read(python, Topic.CLUSTERS.topicName()).stream()
                        .filter(line -> text(line, "key").equals("gone"))
                        .map(line -> line.get("schema").isNull() ? "-" : text(line.get("value"), "type")))
                .containsExactly("ENROLLED", "REVOKED", "-");
        for (Topic topic : Topic.values()) {
            int before = records(topic).size();
            int read = read(python, topic.topicName()).size();
            // Workers report meanwhile.
            assertThat(read).isBetween(before, records(topic).size());
        }
    }

    @Test
    void shouldShowItsHeadersInKcat() {
        Path kcat = Tools.require("kcat", "apt-get install kcat", found -> true);
        List<String> lines = Tools.run(kcat, "-b", servers, "-t", SERVICES, "-C", "-e", "-q", "-f", "%k %h\\n")
                .orFail();
        assertThat(lines.stream().filter(line -> line.startsWith("demo/audited ")))
                .hasSameSizeAs(entries)
                .allMatch(line -> line.contains("ce_specversion=1.0,")
                        && line.contains(",content-type=application/avro,traceparent=00-"))
                .map(line -> line.replaceAll(".*ce_id=([^,]*),.*ce_type=([^,]*),.*", "$1 $2"))
                .containsExactlyElementsOf(entries.stream()
                        .map(entry -> text(entry, "id") + " dev.modelsync.inferenceservice."
                                + DescribedEvent.plain(text(entry, "type")) + ".v1")
                        .toList());
    }

    @Test
    void shouldHaveTheKeysAndHeadersThatTheSchemasSay() {
        Set<String> met = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            for (ConsumerRecord<String, SpecificRecord> message : records(topic)) {
                if (message.value() == null) {
                    assertThat(message.headers()).isEmpty();
                } else {
                    met.add(message.value().getSchema().getName());
                    DescribedEvent.assertIsAsItsSchemaSays(message);
                }
            }
        }
        assertThat(met)
                .contains(
                        "ServiceChanged",
                        "ClusterChanged",
                        "SyncOutcome",
                        "CommandOutcome",
                        "ClusterReport",
                        "ClusterInventory",
                        "WorkerCommand");
    }

    private static void changeAService() {
        HmClient hm = stack.client();
        Answer registered = hm.register(Map.of(
                        "name",
                        "audited",
                        "provider",
                        "OPENAI",
                        "endpointUrl",
                        stack.servers().provider().baseUrl().toString(),
                        "credentials",
                        Map.of("apiKey", "sk-audited"),
                        "models",
                        List.of(Map.of("upstreamModel", "small", "function", "TEXT_EMBEDDING")),
                        "reason",
                        "ticket 42, für Köln"))
                .orFail("Registering");
        awaitApplied(registered.revision());
        Answer edited = hm.edit("audited", registered.revision(), Map.of("labels", Map.of("team", "search")))
                .orFail("Editing");
        awaitApplied(edited.revision());
        Answer rotated = hm.edit("audited", edited.revision(), Map.of("credentials", Map.of("apiKey", "sk-other")))
                .orFail("Rotating");
        awaitApplied(rotated.revision());
        hm.deregister("audited", rotated.revision()).orFail("Deregistering");
    }

    /** So that each change is decided for itself, and not only the last of a batch. */
    private static void awaitApplied(long revision) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(activity("?service=audited").stream()
                                .filter(entry -> entry.get("revision").longValue() == revision))
                        .singleElement()
                        .satisfies(entry ->
                                assertThat(entry.get("outcomes").size()).isEqualTo(2)));
    }

    /** Enrolled, revoked, and its row deleted, which becomes a tombstone. */
    private static void endACluster() throws Exception {
        post("/api/v1/clusters", "{\"id\": \"gone\", \"project\": \"demo\", \"location\": \"SELF_MANAGED\"}", 201);
        post("/api/v1/clusters/gone/revoke", "{}", 200);
        try (Connection connection =
                stack.servers().hm().dataSource(Servers.HM_DATABASE).getConnection()) {
            assertThat(connection.createStatement().executeUpdate("delete from hm.cluster where id = 'gone'"))
                    .isEqualTo(1);
        }
        await().atMost(PATIENCE)
                .until(() -> records(Topic.CLUSTERS).stream().anyMatch(message -> message.value() == null));
    }

    private static List<JsonNode> read(Path python, String topic) {
        return Tools.run(python, "-B", ROOT.resolve("examples/python/audit_reader.py"), servers, topic)
                .orFail()
                .stream()
                .map(JSON::readTree)
                .toList();
    }

    private static List<ConsumerRecord<String, SpecificRecord>> records(Topic topic) {
        return TopicRecords.of(stack, topic, new SingleObjectDeserializer());
    }

    private static String libraries(String... names) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
            return jars.filter(
                            jar -> Stream.of(names).anyMatch(jar.getFileName().toString()::startsWith))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    /** Oldest first. */
    private static List<JsonNode> activity(String query) {
        JsonNode page = JSON.readTree(send(HttpRequest.newBuilder(api("/api/v1/activity" + query)), 200));
        List<JsonNode> newestFirst = page.get("entries").valueStream().toList();
        List<JsonNode> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    private static void post(String path, String body, int expected) {
        send(
                HttpRequest.newBuilder(api(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                expected);
    }

    private static String send(HttpRequest.Builder request, int expected) {
        HttpResponse<String> answer = Http.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return answer.body();
    }

    private static URI api(String path) {
        return stack.registryEvents().address().resolve(path);
    }

    /** A null reads as Java prints it. */
    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value.isNull() ? "null" : value.stringValue();
    }
}
