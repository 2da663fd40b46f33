package dev.modelsync.sync;

import dev.modelsync.embedded.AidbStandIn;
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
@MethodSource("builds")
class AidbBuildsIT {
    private static final String JSON = "aidb_stand_in.options_type = 'jsonb'";
    private static final String UNKNOWN_NAME_IS_AN_ERROR = "aidb_stand_in.get_model_of_unknown_name = 'error'";
    private static final String DROPS_WITH_LAST = "aidb_stand_in.delete_model_drops_mapping = 'last'";
    private static final String DROPS_NEVER = "aidb_stand_in.delete_model_drops_mapping = 'never'";
    private static final String REPLACES_CONFIG = "aidb_stand_in.replace_applies_config = 'on'";

    private final Build build;
    private final TestCluster cluster;
    private final TestService service;

    /** A version and the settings of the database that it is created under. */
    record Build(String version, String... settings) {
        boolean namesCredentials() {
            return version.equals(AidbStandIn.VERSION_NAMED_CREDENTIALS);
        }

        @Override
        public String toString() {
            return version + ' ' + String.join(", ", settings).replace("aidb_stand_in.", "");
        }
    }

    static Stream<Build> builds() {
        return Stream.of(
                new Build(AidbStandIn.VERSION_7_4, DROPS_WITH_LAST, JSON),
                new Build(AidbStandIn.VERSION),
                new Build(AidbStandIn.VERSION, DROPS_NEVER, UNKNOWN_NAME_IS_AN_ERROR),
                new Build(AidbStandIn.VERSION, DROPS_WITH_LAST, JSON, REPLACES_CONFIG),
                new Build(AidbStandIn.VERSION_NAMED_CREDENTIALS),
                new Build(AidbStandIn.VERSION_NAMED_CREDENTIALS, JSON, UNKNOWN_NAME_IS_AN_ERROR));
    }

    AidbBuildsIT(Build build) {
        this.build = build;
        this.cluster =
                new TestCluster(TestServers.running().newAidbDatabase(build.version(), List.of(build.settings())));
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
        List<Map<String, Object>> before = cluster.handMadeModels();
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
        assertThat(cluster.handMadeModels()).isEqualTo(before);
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

    /** What the model really authenticates with, by the way of the build. */
    private String tokenOf(String model) {
        String secret = build.namesCredentials() ? """
                        select c.secret ->> 'api_key'
                        from pg_foreign_table f
                        join pg_class t on t.oid = f.ftrelid
                        join aidb_internal.credential c on 'credential=' || c.name = any (f.ftoptions)
                        where t.relname = :model
                        """ : """
                        select regexp_replace(u.umoptions[1], '^api_key=', '')
                        from pg_foreign_table f
                        join pg_class t on t.oid = f.ftrelid
                        join pg_user_mappings u on u.srvid = f.ftserver and u.umuser = 0
                        where t.relname = :model
                        """;
        return cluster.sql()
                .sql(secret)
                .param("model", model)
                .query(String.class)
                .optional()
                .orElse("none");
    }
}
