package dev.modelsync.embedded;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, section 3: models that Hybrid Manager hosts")
class AidbHybridManagerIT {
    private static final String SYNC = "SELECT status, model FROM aidb.sync_hcp_models()";

    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @BeforeEach
    void listTwoInstances() throws SQLException {
        aidb.asOwner("""
                INSERT INTO aidb_stand_in.hcp_instance VALUES
                    ('nemo', 'http://nemo-predictor.ns.svc.cluster.local', 'nvidia/nemo', '{aidb-openai-text-embeddings}'),
                    ('chat', 'http://chat-predictor.ns.svc.cluster.local', 'meta/llama', '{other,aidb-openai-text-completion}')
                """);
    }

    @Test
    @DisplayName("list_hcp_models and get_hcp_models: name, url, model")
    void shouldListInstances() throws SQLException {
        for (String function : new String[] {"list_hcp_models", "get_hcp_models"}) {
            assertThat(aidb.rows("SELECT name, url, model FROM aidb.%s() ORDER BY name".formatted(function)))
                    .containsExactly(
                            "chat|http://chat-predictor.ns.svc.cluster.local|meta/llama",
                            "nemo|http://nemo-predictor.ns.svc.cluster.local|nvidia/nemo");
        }
    }

    @Test
    @DisplayName("create_hcp_model registers an instance under a chosen name")
    void shouldRegisterAnInstance() throws SQLException {
        aidb.row("SELECT aidb.create_hcp_model(name => 'mine', hcp_model_name => 'nemo')");
        assertThat(aidb.row("SELECT provider FROM aidb.get_model('mine')")).isEqualTo("openai_embeddings");
        assertThat(aidb.refusal("SELECT aidb.create_hcp_model('other', 'nobody')")
                        .getMessage())
                .contains("nobody");
        assertThat(aidb.refusal("SELECT aidb.create_hcp_model('mine', 'chat')").getSQLState())
                .isEqualTo("42710");
    }

    @Test
    @DisplayName("sync_hcp_models: created with is_hcp_model in the config, then unchanged, then deleted")
    void shouldFollowTheList() throws SQLException {
        assertThat(aidb.rows(SYNC)).containsExactly("created|chat", "created|nemo");
        assertThat(
                        aidb.row(
                                "SELECT provider, substr(options[1], length('config=') + 1)::jsonb FROM aidb.get_model('nemo')"))
                .isEqualTo("openai_embeddings|{\"url\": \"http://nemo-predictor.ns.svc.cluster.local\", "
                        + "\"model\": \"nvidia/nemo\", \"is_hcp_model\": true}");
        assertThat(aidb.rows(SYNC)).containsExactly("unchanged|chat", "unchanged|nemo");
        aidb.asOwner("DELETE FROM aidb_stand_in.hcp_instance WHERE name = 'chat'");
        assertThat(aidb.rows(SYNC)).containsExactly("unchanged|nemo", "deleted|chat");
    }

    @Test
    @DisplayName("question 13: a native model of the same name, and functions that no provider serves, are skipped")
    void shouldSkipWhatItCannotRegister() throws SQLException {
        aidb.row("SELECT aidb.create_model('nemo', 'dummy')");
        aidb.asOwner("UPDATE aidb_stand_in.hcp_instance SET functions = '{}' WHERE name = 'chat'");
        assertThat(aidb.rows(SYNC)).containsExactly("skipped|chat", "skipped|nemo");
        assertThat(aidb.row("SELECT provider FROM aidb.get_model('nemo')")).isEqualTo("dummy");
    }

    @Test
    @DisplayName("sync deletes every model with the flag whose instance is gone, whoever made it, and no other")
    void shouldDeleteByTheFlagAlone() throws SQLException {
        aidb.row("SELECT aidb.create_model('flagged', 'gemini', '{\"is_hcp_model\": true}', '{\"api_key\": \"k\"}')");
        aidb.row("SELECT aidb.create_model('unflagged', 'gemini', '{\"is_hcp_model\": false}')");
        aidb.row("SELECT aidb.create_model('odd', 'gemini', '{\"is_hcp_model\": \"true\"}')");
        assertThat(aidb.rows(SYNC)).contains("deleted|flagged").hasSize(3);
        assertThat(aidb.rows("SELECT name FROM aidb.models WHERE provider = 'gemini' ORDER BY name"))
                .containsExactly("odd", "unflagged");
        assertThat(aidb.rows("SELECT srvname FROM pg_user_mappings")).containsExactly("gemini");
    }
}
