package dev.modelsync.sync;

import dev.modelsync.schema.ModelAction;
import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The life of a service's models in a registry, from registration to purge. */
class ModelLifeIT {
    private final TestCluster cluster = new TestCluster();
    private final TestService service = cluster.service("openai-prod");

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldCreateTheModelsOfARegisteredService() {
        ServiceChanged registered = service.declared(1, embedding("emb"), completion("chat"));

        SyncOutcome outcome = applied(registered, SyncResult.APPLIED);

        assertThat(cluster.syncedModels()).containsOnlyKeys("emb", "chat");
        assertThat(cluster.syncedModels().get("emb"))
                .contains(TestCluster.PROXY + "/projects/" + cluster.project() + "/services/openai-prod/v1/embeddings");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains(TestCluster.TOKEN);
        assertThat(outcome.getClusterId()).isEqualTo(cluster.id());
        assertThat(outcome.getModels()).extracting(ModelOutcome::getAction).containsOnly(ModelAction.CREATED);
        assertThat(outcome.getSource().getTopic()).isEqualTo("hm.inference-services.v1");
    }

    @Test
    void shouldEditAModelInPlace() {
        applied(service.declared(1, embedding("emb")), SyncResult.APPLIED);

        ModelState larger = TestService.model("emb", EMBEDDINGS, "text-embedding-3-large", "/v1/embeddings");
        SyncOutcome outcome = applied(service.declared(2, larger), SyncResult.APPLIED);

        assertThat(outcome.getModels()).extracting(ModelOutcome::getAction).containsExactly(ModelAction.EDITED);
        assertThat(cluster.syncedModels().get("emb")).contains("text-embedding-3-large");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains(TestCluster.TOKEN);
    }

    @Test
    void shouldMoveAModelToAnotherProvider() {
        applied(service.declared(1, embedding("m")), SyncResult.APPLIED);

        applied(service.declared(2, completion("m")), SyncResult.APPLIED);

        assertThat(cluster.syncedModels().get("m")).startsWith(TestService.COMPLETIONS);
        assertThat(cluster.credentialOf(EMBEDDINGS)).isNull();
        assertThat(cluster.credentialOf(TestService.COMPLETIONS)).contains(TestCluster.TOKEN);
    }

    @Test
    void shouldAddRenameAndRemoveModelsWithinAService() {
        applied(service.declared(1, embedding("a")), SyncResult.APPLIED);

        applied(service.declared(2, embedding("a"), completion("b")), SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b");

        applied(service.declared(3, embedding("renamed"), completion("b")), SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("renamed", "b");

        SyncOutcome outcome = applied(service.declared(4, completion("b")), SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
        assertThat(outcome.getModels())
                .extracting(ModelOutcome::getRegistryName, ModelOutcome::getAction)
                .containsExactlyInAnyOrder(tuple("renamed", ModelAction.REMOVED), tuple("b", ModelAction.UNCHANGED));
    }

    @Test
    void shouldKeepTheCredentialsWhenOneOfSeveralModelsOfAProviderGoes() {
        TestService other = cluster.service("other");
        applied(service.declared(1, embedding("a")), SyncResult.APPLIED);
        applied(other.declared(1, embedding("b")), SyncResult.APPLIED);

        applied(service.withdrawn(2), SyncResult.REMOVED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains(TestCluster.TOKEN);

        applied(other.withdrawn(2), SyncResult.REMOVED);
        assertThat(cluster.syncedModels()).isEmpty();
        assertThat(cluster.credentialOf(EMBEDDINGS)).isNull();
        assertThat(cluster.sql()
                        .sql("select count(*) from modelsync.credential")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void shouldRegisterAgainUnderTheSameName() {
        applied(service.declared(1, embedding("a")), SyncResult.APPLIED);
        applied(service.withdrawn(2), SyncResult.REMOVED);

        TestService again = new TestService(service.project(), service.name(), "another-uid");
        applied(again.declared(3, embedding("a")), SyncResult.APPLIED);

        assertThat(cluster.syncedModels()).containsOnlyKeys("a");
    }

    @Test
    void shouldForgetAPurgedServiceAndRemoveWhatItStillOwns() {
        applied(service.declared(1, embedding("a")), SyncResult.APPLIED);

        cluster.sendBytes(service.key(), null, null);

        cluster.eventually().untilAsserted(() -> {
            assertThat(cluster.syncedModels()).isEmpty();
            assertThat(cluster.statusOf(service)).isNull();
        });
    }

    @Test
    void shouldTellTheDbaInSqlWhatWasApplied() {
        ServiceChanged registered = service.declared(7, embedding("a"));
        applied(registered, SyncResult.APPLIED);

        assertThat(cluster.sql()
                        .sql("select * from modelsync.status where service = :service")
                        .param("service", service.key())
                        .query()
                        .singleRow())
                .containsEntry("service", service.key())
                .containsEntry("state", "APPLIED")
                .containsEntry("revision", 7L)
                .containsEntry("event_id", registered.getEventId());
    }

    private SyncOutcome applied(ServiceChanged change, SyncResult expected) {
        cluster.send(change);
        SyncOutcome outcome = cluster.outcomeOf(change);
        assertThat(outcome.getResult()).as(String.valueOf(outcome)).isEqualTo(expected);
        return outcome;
    }
}
