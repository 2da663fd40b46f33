package dev.modelsync.sync;

import dev.modelsync.embedded.AidbStandIn;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** AIDB's own check of a model runs after the commit, and its answer is a condition that undoes nothing. */
class ModelConditionsIT {
    private TestCluster cluster = new TestCluster().set("validation-retry-interval", "100ms");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldTellThatAModelAnswers() {
        cluster.start();
        applied(embedding("m"));

        awaitCondition("m", "VALID");
        assertThat(condition("m").get("reason")).isNull();
        assertThat(condition("m").get("checked_at")).isNotNull();
    }

    @Test
    void shouldKeepAModelThatDoesNotAnswerAndTryItAgain() {
        failing("m", "401 from https://proxy.test with a word of the server's");
        cluster.start();
        applied(embedding("m"));

        awaitCondition("m", "INVALID");
        assertThat(String.valueOf(condition("m").get("reason")))
                .contains("SQLState 38000")
                .doesNotContain("word of the server");
        assertThat(cluster.syncedModels()).containsOnlyKeys("m");

        cluster.sql().sql("delete from aidb_stand_in.probe_failure").update();
        awaitCondition("m", "VALID");
    }

    @Test
    void shouldTryAModelAgainThatWasMadeAnew() {
        cluster.start();
        TestService service = applied(embedding("m"));
        awaitCondition("m", "VALID");
        failing("m", "gone");

        ServiceChanged edited = service.declared(
                2, TestService.model("m", TestService.EMBEDDINGS, "text-embedding-3-large", "/v1/embeddings"));
        cluster.send(edited);

        awaitCondition("m", "INVALID");
    }

    @Test
    void shouldNotWaitForAModelThatHangs() {
        cluster.sql().sql("""
                create or replace function aidb_internal.probe(name text) returns text language plpgsql stable as $$
                begin
                    if name = 'hanging' then
                        perform pg_sleep(60);
                    end if;
                    return null;
                end $$
                """).update();
        cluster.start();
        applied(embedding("hanging"), embedding("quick"));

        awaitCondition("quick", "VALID");
        awaitCondition("hanging", "UNKNOWN");
        cluster.eventually()
                .untilAsserted(
                        () -> assertThat(String.valueOf(condition("hanging").get("reason")))
                                .contains("did not answer within 4 s"));
        cluster.awaitHealthy();
    }

    @Test
    void shouldSayThatABuildCannotCheck() {
        cluster.close();
        cluster = new TestCluster(TestServers.running().newAidbDatabase(AidbStandIn.VERSION_7_4, List.of()));
        cluster.start();
        applied(embedding("m"));

        assertThat(condition("m"))
                .containsEntry("condition", "UNKNOWN")
                .containsEntry("reason", "This build of AIDB cannot check a model");
    }

    private TestService applied(ModelState... models) {
        TestService service = cluster.service("openai-prod");
        ServiceChanged change = service.declared(1, models);
        cluster.send(change);
        assertThat(cluster.outcomeOf(change).getResult()).isEqualTo(SyncResult.APPLIED);
        return service;
    }

    private void failing(String model, String words) {
        cluster.sql()
                .sql("insert into aidb_stand_in.probe_failure values (:model, :words)")
                .params(Map.of("model", model, "words", words))
                .update();
    }

    private void awaitCondition(String model, String expected) {
        cluster.eventually().untilAsserted(() -> assertThat(condition(model)).containsEntry("condition", expected));
    }

    private Map<String, Object> condition(String model) {
        return cluster.sql()
                .sql("select condition, reason, checked_at from modelsync.model_condition where registry_name = :model")
                .param("model", model)
                .query()
                .singleRow();
    }
}
