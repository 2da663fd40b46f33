package dev.modelsync.quickstart;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.StepResult.Failed;
import dev.modelsync.embedded.inference.StepResult.Reason;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.quickstart.HmClient.Answer;
import dev.modelsync.schema.SealedCredential;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A cluster that calls providers itself, beside one that goes through the proxy: from the worker's command that makes the key
 * pair to what the provider sees, and what is left where.
 */
class DirectDeliveryIT {
    private static final String FIRST_KEY = "sk-canary-2Hd7/direct+first=";
    private static final String SECOND_KEY = "sk-canary-5Vn1/direct+second=";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    @Test
    void shouldCallTheProviderWithTheKeyThatWasSealedForItAndGiveItUpWhenItIsTakenBack() throws Exception {
        Settings settings = Settings.onFreePorts();
        settings.secondaryDirect = true;
        try (Stack stack = Stack.start(data, settings)) {
            Answer registered = register(stack, "direct-service");
            assertCalls(stack, FIRST_KEY);
            assertThat(addresses(stack, "secondary"))
                    .allMatch(url -> url.startsWith(stack.servers().provider().baseUrl() + "/direct/"));
            assertThat(addresses(stack, "primary")).allMatch(url -> url.startsWith(stack.proxy() + "/projects/demo/"));
            assertOpensForItsClusterAlone(stack, FIRST_KEY);

            Answer rotated = stack.client()
                    .edit("direct-service", registered.revision(), Map.of("credentials", Map.of("apiKey", SECOND_KEY)))
                    .orFail("rotate");
            assertCalls(stack, SECOND_KEY);
            assertThat(mappings(cluster(stack, "secondary")))
                    .contains(SECOND_KEY)
                    .doesNotContain(FIRST_KEY);
            assertThat(mappings(cluster(stack, "primary"))).doesNotContain(SECOND_KEY, FIRST_KEY);
            assertNothingElseHolds(stack);

            stack.client().deregister("direct-service", rotated.revision()).orFail("deregister");
            assertGivenUp(stack, "direct-service");

            register(stack, "direct-again");
            assertThat(mappings(cluster(stack, "secondary"))).contains(FIRST_KEY);
            assertExplained(stack, "direct-again");
            stack.registryEvents().context().getBean(Enrolment.class).revoke("secondary", "ann", "it was stolen");
            assertGivenUp(stack, "direct-again");
            assertThat(new AidbCaller(cluster(stack, "primary").database()).knowledgeBase("direct-again", List.of("x")))
                    .isNotInstanceOf(Failed.class);
        }
        assertThat(Written.filesHolding(data, "direct-service"))
                .anyMatch(file -> file.startsWith(data.resolve("kafka")));
        // The registry that calls providers itself holds the keys, by design.
        assertThat(Written.filesHolding(data, FIRST_KEY, SECOND_KEY))
                .isNotEmpty()
                .allMatch(file -> file.startsWith(data.resolve("aidb-secondary")))
                .noneMatch(file -> file.getFileName().toString().contains("log"));
        assertThat(Written.holds(Written.log(), FIRST_KEY) || Written.holds(Written.log(), SECOND_KEY))
                .isFalse();
    }

    private static Answer register(Stack stack, String name) {
        Answer registered = stack.client()
                .register(Map.of(
                        "name",
                        name,
                        "provider",
                        "OPENAI",
                        "endpointUrl",
                        stack.servers().provider().baseUrl() + "/direct",
                        "credentials",
                        Map.of("apiKey", FIRST_KEY),
                        "models",
                        List.of(Map.of("upstreamModel", "m", "function", "TEXT_EMBEDDING"))))
                .orFail("register");
        for (Cluster cluster : stack.servers().clusters()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    new AidbCaller(cluster.database()).knowledgeBase(name, List.of("x")))
                            .as(() -> cluster.id() + ", sealed: "
                                    + sealed(stack, name).isPresent())
                            .isNotInstanceOf(Failed.class));
        }
        return registered;
    }

    /** By the command line: the way as it is, and where it ends while enrolment and worker differ. */
    private void assertExplained(Stack stack, String service) throws IOException {
        Shell shell = new Shell(stack.registryEvents().address());
        String[] why = {"why", service, "secondary"};
        assertThat(shell.run(why).out())
                .contains("OK       CREDENTIAL_SEALED", "OK       CREDENTIAL_OPENED", "OK       APPLIED")
                .contains("PROVIDER_REACHABLE")
                .doesNotContain("PROXY");
        assertThat(shell.run("why", service, "primary").out())
                .contains("PROXY_REACHABLE")
                .doesNotContain("CREDENTIAL");

        assertThat(shell.run("cluster", "delivery", "secondary", "PROXY").exitCode())
                .isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shell.run(why).out())
                        .contains(
                                "BROKEN   CREDENTIAL_SEALED",
                                "-> The worker is configured",
                                "Change the cluster to DIRECT"));
        Path key = Files.writeString(
                data.resolve("secondary.pub"), new ClusterKeyPair(data.resolve("keys"), "secondary").publicKey());
        assertThat(shell.run("cluster", "delivery", "secondary", "DIRECT", "--sealing-key-file", key.toString())
                        .exitCode())
                .isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(shell.run(why).out()).contains("OK       CREDENTIAL_SEALED", "OK       APPLIED"));
    }

    /** Both of them, each in its way. */
    private static void assertCalls(Stack stack, String key) {
        for (Cluster cluster : stack.servers().clusters()) {
            AidbCaller aidb = new AidbCaller(cluster.database());
            StepRun run = StepRun.until(
                    called -> called.reached("/direct/v1/embeddings", key),
                    stack.servers().provider(),
                    () -> aidb.knowledgeBase("direct-service", List.of("x")));
            assertThat(run.reached("/direct/v1/embeddings", key))
                    .as(run.describe())
                    .isTrue();
        }
    }

    private static void assertGivenUp(Stack stack, String service) {
        Cluster secondary = cluster(stack, "secondary");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(new AidbCaller(secondary.database()).knowledgeBase(service, List.of("x")))
                                .isEqualTo(new Failed<>(Reason.MODEL_NOT_FOUND, "Model not found: " + service)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mappings(secondary)).doesNotContain("sk-canary"));
        assertThat(sealed(stack, service)).isEmpty();
    }

    private void assertOpensForItsClusterAlone(Stack stack, String key) throws IOException {
        SealedCredential sealed = sealed(stack, "direct-service").orElseThrow();
        CredentialSubject subject = new CredentialSubject(
                sealed.getClusterId(),
                sealed.getProjectId(),
                sealed.getServiceName(),
                sealed.getServiceUid(),
                sealed.getCredentialVersion());
        ByteBuffer ciphertext = sealed.getCiphertext();
        byte[] bytes = new byte[ciphertext.remaining()];
        ciphertext.duplicate().get(bytes);
        OpeningKey own = OpeningKey.parse(
                Files.readString(data.resolve("keys").resolve("secondary.key")).strip());
        assertThat(own.open(subject, bytes)).contains(Map.of("apiKey", key));
        assertThat(OpeningKey.generate().open(subject, bytes)).isEmpty();
    }

    /** Everything but the catalog of the cluster that is to hold it: its journal, too. */
    private static void assertNothingElseHolds(Stack stack) throws SQLException {
        List<String> rows = new ArrayList<>(Written.rows(
                stack.servers().hm().dataSource(Servers.HM_DATABASE).getConnection()));
        for (Cluster cluster : stack.servers().clusters()) {
            rows.addAll(Written.rows(cluster.database().getConnection()));
        }
        assertThat(rows)
                .anyMatch(row -> row.contains("direct-service"))
                .noneMatch(row -> Written.holds(row, FIRST_KEY) || Written.holds(row, SECOND_KEY));
    }

    private static Cluster cluster(Stack stack, String id) {
        return stack.servers().clusters().stream()
                .filter(cluster -> cluster.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> addresses(Stack stack, String cluster) throws SQLException {
        return column(
                cluster(stack, cluster),
                "select substring(option from length('config=') + 1)::jsonb ->> 'url' from aidb.models,"
                        + " unnest(options) as option where option like 'config=%' and name = 'direct-service'");
    }

    /** As the owner of the server sees them. */
    private static String mappings(Cluster cluster) throws SQLException {
        return String.join("\n", column(cluster, "select umoptions::text from pg_user_mappings"));
    }

    private static List<String> column(Cluster cluster, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
        }
        return values;
    }

    /** What the topic holds of a service for the cluster; empty when it is withdrawn. */
    private static Optional<SealedCredential> sealed(Stack stack, String service) {
        return TopicRecords.of(stack, Topic.SEALED_CREDENTIALS, new SingleObjectDeserializer()).stream()
                .filter(message -> message.key().equals("secondary/demo/" + service))
                .reduce((before, last) -> last)
                .map(last -> (SealedCredential) last.value());
    }
}
