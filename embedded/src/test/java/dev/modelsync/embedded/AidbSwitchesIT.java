package dev.modelsync.embedded;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, section 10: switches for open questions")
class AidbSwitchesIT {
    private static final String CREATE =
            "SELECT aidb.create_model(name => ?, provider => 'gemini', credentials => '{\"api_key\": \"one\"}')";
    private static final String MAPPINGS = "SELECT count(*) FROM pg_user_mappings";

    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @ParameterizedTest(name = "question 6: delete_model drops the mapping {0}")
    @CsvSource({"always, 0, 0", "last, 1, 0", "never, 1, 1"})
    void shouldDropTheMapping(String when, String afterFirst, String afterLast) throws SQLException {
        aidb.rows("SET aidb_stand_in.delete_model_drops_mapping = '" + when + "'");
        aidb.row(CREATE, "first");
        aidb.row("SELECT aidb.create_model('second', 'gemini')");
        aidb.row("SELECT aidb.delete_model('first')");
        assertThat(aidb.row(MAPPINGS)).isEqualTo(afterFirst);
        aidb.row("SELECT aidb.delete_model('second')");
        assertThat(aidb.row(MAPPINGS)).isEqualTo(afterLast);
    }

    @ParameterizedTest(name = "question 7: replace_credentials applies a new config: {0}")
    @CsvSource({"off, old", "on, new"})
    void shouldApplyTheConfig(String applies, String expected) throws SQLException {
        aidb.rows("SET aidb_stand_in.replace_applies_config = '" + applies + "'");
        aidb.row("SELECT aidb.create_model('m', 'gemini', '{\"model\": \"old\"}', '{\"api_key\": \"one\"}')");
        aidb.row("SELECT aidb.create_model('m', 'gemini', '{\"model\": \"new\"}', '{\"api_key\": \"two\"}', true)");
        assertThat(aidb.row("SELECT options FROM aidb.get_model('m')")).contains(expected);
        assertThat(aidb.rowForOwner("SELECT umoptions FROM pg_user_mappings")).isEqualTo("{api_key=two}");
    }

    @Test
    @DisplayName("question 3: get_model of an unknown name may be an error")
    void shouldRefuseAnUnknownName() throws SQLException {
        aidb.rows("SET aidb_stand_in.get_model_of_unknown_name = 'error'");
        assertThat(aidb.refusal("SELECT * FROM aidb.get_model('nobody')").getMessage())
                .isEqualTo("Model not found: nobody");
        assertThat(aidb.rows("SELECT name FROM aidb.get_model('bert')")).containsExactly("bert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete_model_drops_mapping", "get_model_of_unknown_name"})
    void shouldNameAWrongValue(String name) throws SQLException {
        aidb.rows("SET aidb_stand_in." + name + " = 'sometimes'");
        String statement =
                name.startsWith("get") ? "SELECT aidb.get_model('nobody')" : "SELECT aidb.delete_model('t5')";
        assertThat(aidb.refusal(statement).getMessage()).contains(name, "\"sometimes\"", "allowed are");
    }

    @Nested
    @DisplayName("section 1.1: options are jsonb")
    class OptionsAsJsonb {
        @RegisterExtension
        final AidbDatabase json = AidbDatabase.of(AidbStandIn.VERSION, "aidb_stand_in.options_type = 'jsonb'");

        @Test
        void shouldShowOptionsAsAnObject() throws SQLException {
            json.row("SELECT aidb.create_model('m', 'gemini', '{\"model\": \"x\"}')");
            for (String source : new String[] {"aidb.models", "aidb.list_models()", "aidb.get_model('m')"}) {
                assertThat(json.rows("SELECT options -> 'config' ->> 'model', pg_typeof(options) FROM " + source
                                + " WHERE name = 'm'"))
                        .as(source)
                        .containsExactly("x|jsonb");
            }
            assertThat(json.row("SELECT options FROM aidb.delete_model('m')"))
                    .isEqualTo("{\"config\": {\"model\": \"x\"}}");
            assertThat(json.rows("SELECT 1 FROM aidb.models WHERE name = 'm'")).isEmpty();
        }

        @Test
        void shouldSyncHybridManagerModels() throws SQLException {
            json.asOwner("INSERT INTO aidb_stand_in.hcp_instance VALUES "
                    + "('i', 'http://i', 'm', '{aidb-openai-text-embeddings}')");
            assertThat(json.rows("SELECT * FROM aidb.sync_hcp_models()")).containsExactly("created|i");
            json.asOwner("DELETE FROM aidb_stand_in.hcp_instance");
            assertThat(json.rows("SELECT * FROM aidb.sync_hcp_models()")).containsExactly("deleted|i");
        }
    }
}
