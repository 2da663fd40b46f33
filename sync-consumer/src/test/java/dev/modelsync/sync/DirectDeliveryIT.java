package dev.modelsync.sync;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.modelsync.contract.Topic;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import dev.modelsync.schema.WorkerDelivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.at;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a cluster without a proxy when its credentials are missing, of no use, taken back or changed. */
class DirectDeliveryIT {
    private static final String OPENAI = "https://api.openai.com";

    private final TestCluster cluster = new TestCluster();
    private final TestSeal seal = new TestSeal(cluster);
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldNeverSendAKeyToTheHostOfAnother() {
        seal.seal(service, 1, "sk-first");
        cluster.start();
        decided(service.declared(1, embedding("a")), SyncResult.APPLIED);

        ServiceChanged moved = at("https://elsewhere.example.com", 2, service.declared(2, embedding("a")));
        decided(moved, SyncResult.PARKED);
        assertThat(cluster.ownModels().get("a")).contains(OPENAI).doesNotContain("elsewhere");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("sk-first");

        seal.seal(service, 2, "sk-elsewhere");
        cluster.becomes(moved, SyncResult.APPLIED);
        assertThat(cluster.ownModels().get("a")).contains("https://elsewhere.example.com/v1/embeddings");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("sk-elsewhere");
    }

    @Test
    void shouldRegisterAServiceWithoutACredentialAndLetNobodyGiveItOne() {
        TestService open = cluster.service("vllm");
        TestService keyed = cluster.service("keyed");
        seal.seal(keyed, 1, "sk-keyed");
        cluster.start();

        decided(at("https://vllm.example.com", 0, open.declared(1, embedding("a"))), SyncResult.APPLIED);
        assertThat(cluster.credentialOf(EMBEDDINGS)).isNull();

        ServiceChanged wanting = keyed.declared(1, embedding("b"));
        assertThat(decided(wanting, SyncResult.PARKED).getReason()).isEqualTo("CREDENTIAL_CONFLICT");
        assertThat(cluster.credentialOf(EMBEDDINGS)).isNull();

        decided(open.withdrawn(2), SyncResult.REMOVED);
        cluster.becomes(wanting, SyncResult.APPLIED);
        ServiceChanged without = at("https://vllm.example.com", 0, open.declared(3, embedding("a")));
        assertThat(decided(without, SyncResult.PARKED).getDetail()).contains("used by service 'keyed'");
    }

    @Test
    void shouldWaitForACredentialThatOpens() {
        var right = seal.key();
        seal.use(OpeningKey.generate().sealingKey());
        seal.seal(service, 1, "sk-first");
        cluster.start();
        ServiceChanged registered = service.declared(1, embedding("a"));
        assertThat(decided(registered, SyncResult.PARKED).getReason()).isEqualTo("CREDENTIAL_UNREADABLE");

        seal.use(right);
        seal.seal(service, 1, "sk-first");

        cluster.becomes(registered, SyncResult.APPLIED);
        byte[] noCredential = "no credential".getBytes(StandardCharsets.UTF_8);
        cluster.sendTo(Topic.SEALED_CREDENTIALS, cluster.id() + '/' + service.key(), noCredential, null);
        assertThat(cluster.becomes(registered, SyncResult.PARKED).getReason()).isEqualTo("CREDENTIAL_UNREADABLE");
        assertThat(cluster.ownModels()).containsOnlyKeys("a");
    }

    @Test
    void shouldLeaveOutWhatAidbCannotSign() {
        seal.seal(service, 1, Map.of("accessKeyId", "AKIA-1", "secretAccessKey", "aws-secret"));
        cluster.start();
        ServiceChanged registered = service.declared(1, completion("claude"));
        assertThat(decided(registered, SyncResult.SKIPPED).getReason()).isEqualTo("NEEDS_PROXY");
        assertThat(cluster.ownModels()).isEmpty();

        seal.seal(service, 2, "bedrock-api-key");
        ServiceChanged rotated = at(OPENAI, 2, service.declared(2, completion("claude")));
        decided(rotated, SyncResult.APPLIED);
        seal.seal(service, 3, Map.of("accessKeyId", "AKIA-1", "secretAccessKey", "aws-secret"));
        assertThat(decided(at(OPENAI, 3, service.declared(3, completion("claude"))), SyncResult.SKIPPED)
                        .getReason())
                .isEqualTo("NEEDS_PROXY");
        assertThat(cluster.ownModels()).as("its key has been replaced").isEmpty();
    }

    @Test
    void shouldFindAfterARestartWhatBecameOfItsCredentials() {
        TestService taken = cluster.service("taken");
        TestService kept = cluster.service("kept");
        TestService waiting = cluster.service("waiting");
        List.of(service, taken, kept).forEach(one -> seal.seal(one, 1, "sk-shared"));
        cluster.start();
        ServiceChanged withdrawn = taken.declared(1, embedding("b"));
        ServiceChanged awaited = waiting.declared(1, embedding("d"));
        ServiceChanged unchanged = kept.declared(1, embedding("c"));
        decided(service.declared(1, embedding("a")), SyncResult.APPLIED);
        decided(withdrawn, SyncResult.APPLIED);
        decided(unchanged, SyncResult.APPLIED);
        decided(awaited, SyncResult.PARKED);
        cluster.stop();

        seal.withdraw(taken);
        seal.seal(waiting, 1, "sk-shared");
        ServiceChanged gone = service.withdrawn(2);
        cluster.send(gone);
        cluster.start();

        cluster.becomes(gone, SyncResult.REMOVED);
        cluster.becomes(withdrawn, SyncResult.SKIPPED);
        cluster.becomes(awaited, SyncResult.APPLIED);
        assertThat(cluster.ownModels()).containsOnlyKeys("c", "d");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("sk-shared");
        assertThat(cluster.outcomesOf(unchanged.getEventId())).hasSize(1);
    }

    @Test
    void shouldTakeCredentialsBackAtOnceHoweverManyTheyAre() {
        cluster.set("removal-limit", 0).set("removal-limit-percent", 0);
        List<TestService> services = IntStream.range(0, 25)
                .mapToObj(number -> cluster.service("service-" + number))
                .toList();
        services.forEach(one -> seal.seal(one, 1, "sk-shared"));
        cluster.start();
        List<ServiceChanged> changes = services.stream()
                .map(one -> one.declared(1, embedding(one.name())))
                .toList();
        changes.forEach(cluster::send);
        changes.forEach(change -> cluster.becomes(change, SyncResult.APPLIED));

        seal.withdraw(services);

        changes.forEach(
                change -> assertThat(cluster.becomes(change, SyncResult.SKIPPED).getReason())
                        .isEqualTo("CREDENTIAL_WITHDRAWN"));
        assertThat(cluster.ownModels()).isEmpty();
        assertThat(cluster.credentialOf(EMBEDDINGS)).isNull();
    }

    @Test
    void shouldSwitchFromTheProxyAndBack() {
        TestService without = cluster.service("without");
        cluster.without("private-key").set("delivery", "proxy").start();
        ServiceChanged registered = service.declared(1, embedding("a"));
        ServiceChanged second = without.declared(1, completion("c"));
        decided(registered, SyncResult.APPLIED);
        decided(second, SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "c");
        cluster.stop();

        TestSeal sealed = new TestSeal(cluster);
        sealed.seal(service, 1, "sk-first");
        cluster.start();
        cluster.eventually().untilAsserted(() -> {
            assertThat(cluster.ownModels()).containsOnlyKeys("a");
            assertThat(cluster.ownModels().get("a")).contains(OPENAI).doesNotContain("is_hcp_model");
            assertThat(cluster.credentialOf(EMBEDDINGS)).contains("sk-first");
        });
        assertThat(cluster.becomes(second, SyncResult.SKIPPED).getReason()).isEqualTo("CREDENTIAL_AWAITED");
        try (ClusterTopic told = new ClusterTopic(cluster.id())) {
            cluster.eventually()
                    .untilAsserted(() -> assertThat(told.reports())
                            .last()
                            .extracting(ClusterReport::getDelivery)
                            .isEqualTo(WorkerDelivery.DIRECT));
        }
        cluster.stop();

        cluster.without("private-key").set("delivery", "proxy").start();
        cluster.eventually().untilAsserted(() -> {
            assertThat(cluster.syncedModels()).containsOnlyKeys("a", "c");
            assertThat(cluster.credentialOf(EMBEDDINGS)).contains(TestCluster.TOKEN);
        });
    }

    @Test
    void shouldShowNoSecretAnywhere() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        cluster.with("logging.level.root", "trace").start();
        try (LogLines log = new LogLines()) {
            seal.seal(service, 1, "sk-must-not-leak");
            assertThat(root.getLevel()).isEqualTo(Level.TRACE);
            ServiceChanged registered = service.declared(1, embedding("a"));
            decided(registered, SyncResult.APPLIED);
            seal.seal(service, 2, "sk-must-not-leak-either");
            decided(at(OPENAI, 2, service.declared(2, embedding("a"))), SyncResult.APPLIED);
            cluster.stop();
            assertThat(log.lines())
                    .as("the finest of Spring and of the driver")
                    .anyMatch(line -> line.contains("parameter value [(hidden)]"))
                    .anyMatch(line -> line.contains("FE=> Bind"));
            assertThat(log.lines()).noneMatch(line -> line.contains("sk-must-not-leak"));
        } finally {
            root.setLevel(before);
        }
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("sk-must-not-leak-either");
        for (String table : cluster.sql()
                .sql("select table_name from information_schema.tables where table_schema = 'modelsync'")
                .query(String.class)
                .list()) {
            assertThat(cluster.sql()
                            .sql("select t::text from modelsync.\"" + table + "\" t")
                            .query(String.class)
                            .list())
                    .as(table)
                    .noneMatch(row -> row.contains("sk-must-not-leak"));
        }
        assertThat(cluster.outcomes()).map(SyncOutcome::toString).noneMatch(told -> told.contains("sk-must-not-leak"));
    }

    private SyncOutcome decided(ServiceChanged change, SyncResult expected) {
        cluster.send(change);
        return cluster.becomes(change, expected);
    }
}
