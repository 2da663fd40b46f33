package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.modelsync.sync.TestService.COMPLETIONS;
import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** What the worker promises holds on every build of AIDB that is known, whatever the open questions turn out to be. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.modelsync.sync.AidbBuild#all")
class AidbBuildsIT {
    private final AidbBuild build;
    private final TestCluster cluster;
    private final TestService service;

    AidbBuildsIT(AidbBuild build) {
        this.build = build;
        this.cluster = build.newCluster();
        this.service = cluster.service("openai-prod");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldAddEditAndRemoveModels() {
        cluster.start();
        decided(service.declared(1, embedding("a"), embedding("b"), completion("c")), SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b", "c");

        decided(
                service.declared(
                        2,
                        TestService.model("a", EMBEDDINGS, "text-embedding-3-large", "/v1/embeddings"),
                        embedding("b"),
                        completion("c")),
                SyncResult.APPLIED);
        assertThat(cluster.syncedModels().get("a")).contains("text-embedding-3-large");
        assertThat(Stream.of("a", "b", "c").map(this::tokenOf)).containsOnly(TestCluster.TOKEN);

        decided(service.declared(3, embedding("b"), completion("c")), SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("b", "c");
        assertThat(Stream.of("b", "c").map(this::tokenOf)).containsOnly(TestCluster.TOKEN);

        decided(service.withdrawn(4), SyncResult.REMOVED);
        assertThat(cluster.syncedModels()).isEmpty();
        decided(service.declared(5, embedding("again")), SyncResult.APPLIED);
        assertThat(tokenOf("again")).isEqualTo(TestCluster.TOKEN);
    }

    @Test
    void shouldRotateTheTokenOfEveryModel() {
        cluster.start();
        ServiceChanged registered = service.declared(1, embedding("a"), embedding("b"), completion("c"));
        ServiceChanged second = cluster.service("other").declared(2, embedding("d"));
        decided(registered, SyncResult.APPLIED);
        decided(second, SyncResult.APPLIED);
        cluster.stop();

        cluster.set("access-token", "another-token").start();

        cluster.eventually()
                .untilAsserted(() -> assertThat(Stream.of("a", "b", "c", "d").map(this::tokenOf))
                        .containsOnly("another-token"));
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b", "c", "d");
        assertThat(cluster.sql()
                        .sql("select version from modelsync.build")
                        .query(String.class)
                        .list())
                .as("noted once, since it did not change")
                .containsExactly(build.version());
    }

    @Test
    void shouldLeaveAloneWhatSomebodyMadeByHand() {
        cluster.sql()
                .sql("create user mapping for public server openai_embeddings options (api_key 'dba-key')")
                .update();
        handMade("dba-emb", EMBEDDINGS);
        handMade("taken", COMPLETIONS);
        List<Map<String, Object>> before = HandMade.models(cluster);
        cluster.start();

        SyncOutcome outcome = decided(
                service.declared(1, embedding("emb")),
                build.namesCredentials() ? SyncResult.APPLIED : SyncResult.PARKED);
        TestService other = cluster.service("other");
        assertThat(decided(other.declared(2, completion("taken"), completion("chat")), SyncResult.SKIPPED)
                        .getReason())
                .isEqualTo("NAME_TAKEN");
        assertThat(tokenOf("chat")).isEqualTo(TestCluster.TOKEN);
        if (build.namesCredentials()) {
            assertThat(tokenOf("emb")).isEqualTo(TestCluster.TOKEN);
        } else {
            assertThat(outcome.getReason()).isEqualTo("CREDENTIAL_CONFLICT");
            assertThat(cluster.syncedModels()).containsOnlyKeys("chat");
        }

        decided(service.withdrawn(3), SyncResult.REMOVED);
        decided(other.withdrawn(4), SyncResult.REMOVED);
        assertThat(cluster.syncedModels()).isEmpty();
        assertThat(HandMade.models(cluster)).isEqualTo(before);
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("dba-key");
    }

    private SyncOutcome decided(ServiceChanged change, SyncResult expected) {
        cluster.send(change);
        SyncOutcome outcome = cluster.outcomeOf(change);
        assertThat(outcome.getResult()).as(String.valueOf(outcome)).isEqualTo(expected);
        return outcome;
    }

    private void handMade(String name, String provider) {
        cluster.sql().sql("""
                        select aidb.create_model(name => :name, provider => :provider,
                            config => '{"model": "hand-made", "url": "https://api.openai.com/v1"}')
                        """).param("name", name).param("provider", provider).query(row -> {});
    }

    private String tokenOf(String model) {
        return build.secretOf(model, cluster);
    }
}
