package dev.modelsync.quickstart;

import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real Apicurio Registry, and its serialisers in all three applications by client properties, on topics that have records
 * of before.
 */
class SchemaRegistryIT {
    private static final Path REGISTRY = Path.of("target", "apicurio-registry", "quarkus-run.jar");
    private static final int NEEDED_JAVA = 21;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final byte OUR_FRAMING = (byte) 0xC3;
    private static final byte THEIR_FRAMING = 0;

    @TempDir
    private Path data;

    @Test
    void shouldTakeOverOnTheSameTopicsByClientPropertiesAlone() throws Exception {
        Path jar = Tools.orSkip(
                Optional.of(REGISTRY).filter(Files::exists),
                "There is no Apicurio Registry for this test: ./mvnw verify -Dschema-registry fetches it");
        Path java = Tools.requireJava(NEEDED_JAVA);
        int port = freePort();
        Map<String, String> environment =
                Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", Integer.toString(port));
        JavaCommand command =
                JavaCommand.ofJar(jar).on(java).options("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        try (JavaProcess registry = JavaProcess.start(command, data.resolve("registry.log"), environment);
                Stack stack = Stack.start(data.resolve("stack"), Settings.onFreePorts())) {
            stack.client().register(service(stack, "before", "small")).orFail("Registering");
            awaitModels(stack, "before");

            String url = "http://127.0.0.1:" + port + "/apis/registry/v2";
            awaitAnswer(registry, url + "/system/info");
            useRegistry(stack, url);

            HmClient.Answer known = stack.client().get("before").orFail("Reading");
            stack.client()
                    .edit("before", known.revision(), Map.of("models", List.of(model("small"), model("large"))))
                    .orFail("Editing");
            stack.client().register(service(stack, "after", "small")).orFail("Registering");
            awaitModels(stack, "before-large", "after");
            awaitOutcomes(stack, "after");
            for (String name : List.of("before", "after")) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(call(stack, name)).isEqualTo(200));
            }
            assertFramings(stack);
            assertReadByTheRegistrysOwnDeserialiser(stack, url);
            assertThat(Http.get(URI.create(url + "/search/artifacts?limit=50")))
                    .contains("ServiceChanged", "SyncOutcome", Topic.SYNC_CLUSTERS.topicName() + "-value");
        }
    }

    private static void useRegistry(Stack stack, String url) {
        List<Application> applications = List.of(stack.syncConsumer(), stack.inferenceProxy(), stack.registryEvents());
        applications.forEach(Application::stop);
        String prefix = "modelsync.kafka.properties.";
        for (Application application : applications) {
            application.set(prefix + "value.serializer", AvroKafkaSerializer.class.getName());
            application.set(prefix + "value.deserializer", AvroKafkaDeserializer.class.getName());
            application.set(prefix + "apicurio.registry.url", url);
            application.set(prefix + "apicurio.registry.auto-register", "true");
            application.set(prefix + "apicurio.registry.headers.enabled", "false");
        }
        stack.registryEvents().start();
        stack.inferenceProxy().start();
        stack.syncConsumer().start();
    }

    private static void awaitModels(Stack stack, String... names) {
        for (Cluster cluster : stack.servers().clusters()) {
            URI models = stack.registryEvents().address().resolve("/api/v1/clusters/" + cluster.id() + "/models");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Http.get(models))
                            .contains(Stream.of(names)
                                    .map(name -> "\"name\":\"" + name + '"')
                                    .toList()));
        }
    }

    private static void awaitOutcomes(Stack stack, String service) {
        URI activity =
                stack.registryEvents().address().resolve("/api/v1/activity?service=" + service + "&outcome=APPLIED");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Http.get(activity))
                        .contains("\"cluster\":\"primary\"", "\"cluster\":\"secondary\""));
    }

    /** Of services what was before in ours, what came after in theirs; the worker writes theirs, too. */
    private static void assertFramings(Stack stack) {
        assertThat(read(stack, Topic.INFERENCE_SERVICES, "demo/before"))
                .extracting(message -> message.value()[0])
                .containsExactly(OUR_FRAMING, THEIR_FRAMING);
        assertThat(read(stack, Topic.SYNC_OUTCOMES, "primary/demo/after"))
                .extracting(message -> message.value()[0])
                .containsExactly(THEIR_FRAMING);
    }

    private static void assertReadByTheRegistrysOwnDeserialiser(Stack stack, String url) {
        ConsumerRecord<String, byte[]> message =
                read(stack, Topic.INFERENCE_SERVICES, "demo/after").get(0);
        try (AvroKafkaDeserializer<GenericRecord> deserializer = new AvroKafkaDeserializer<>()) {
            deserializer.configure(
                    Map.of("apicurio.registry.url", url, "apicurio.registry.headers.enabled", "false"), false);
            GenericRecord change = deserializer.deserialize(message.topic(), message.headers(), message.value());
            assertThat(change.getSchema().getFullName()).isEqualTo("dev.modelsync.schema.ServiceChanged");
            assertThat(change.get("serviceName")).hasToString("after");
        }
    }

    private static List<ConsumerRecord<String, byte[]>> read(Stack stack, Topic topic, String key) {
        return TopicRecords.of(stack, topic, new ByteArrayDeserializer()).stream()
                .filter(message -> message.key().equals(key))
                .toList();
    }

    private static Map<String, Object> service(Stack stack, String name, String model) {
        return Map.of(
                "name", name,
                "provider", "OPENAI",
                "endpointUrl", stack.servers().provider().baseUrl().toString(),
                "credentials", Map.of("apiKey", "sk-registry"),
                "models", List.of(model(model)));
    }

    private static Map<String, String> model(String upstream) {
        return Map.of("upstreamModel", upstream, "function", "TEXT_EMBEDDING");
    }

    private static void awaitAnswer(JavaProcess registry, String url) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            registry.requireAlive();
            return Http.get(URI.create(url)).contains("Apicurio Registry");
        });
    }

    private static int call(Stack stack, String service) throws IOException {
        URI model = stack.proxy().resolve("/projects/demo/services/" + service + "/v1/embeddings");
        HttpRequest.Builder request = HttpRequest.newBuilder(model)
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(stack.tokenFile(
                                        stack.servers().clusters().get(0))))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\": \"small\", \"input\": \"hello\"}"));
        return Http.send(request).statusCode();
    }

    /** Bound and never listening, so that no process that is forked meanwhile keeps it. */
    private static int freePort() throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            return socket.getLocalPort();
        }
    }
}
