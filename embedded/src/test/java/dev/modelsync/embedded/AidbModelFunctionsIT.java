package dev.modelsync.embedded;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.ServerErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, section 2.2: the other functions of the registry")
class AidbModelFunctionsIT {
    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @Test
    @DisplayName("get_model: name, provider, options; question 3: no row for an unknown name")
    void shouldGetAModel() throws SQLException {
        assertThat(aidb.row("SELECT pg_get_function_result('aidb.get_model'::regproc)"))
                .isEqualTo("TABLE(name text, provider text, options text[])");
        assertThat(aidb.rows("SELECT * FROM aidb.get_model(model_name => 'bert')"))
                .containsExactly("bert|bert_local|{\"config={}\"}");
        assertThat(aidb.rows("SELECT * FROM aidb.get_model('nobody')")).isEmpty();
        assertThat(aidb.rows("SELECT * FROM aidb.get_model(NULL)")).isEmpty();
    }

    @Test
    @DisplayName("delete_model prints as the published sample does")
    void shouldReturnTheDeletedModel() throws SQLException {
        assertThat(aidb.rows("SELECT aidb.delete_model(model_name => 't5')"))
                .containsExactly("(t5,t5_local,\"{\"\"config={}\"\"}\")");
        assertThat(aidb.rows("SELECT 1 FROM aidb.models WHERE name = 't5'")).isEmpty();
    }

    @Test
    @DisplayName("question 3: delete_model of an unknown name is an error")
    void shouldRefuseToDeleteAnUnknownModel() {
        ServerErrorMessage refusal = aidb.refusal("SELECT aidb.delete_model('nobody')");
        assertThat(refusal.getMessage()).isEqualTo("Model not found: nobody");
        assertThat(refusal.getSQLState()).isEqualTo("42704");
        assertThat(aidb.refusal("SELECT aidb.delete_model(NULL)").getSQLState()).isEqualTo("42704");
    }

    @Test
    @DisplayName("section 5: a default model can be deleted and made again")
    void shouldDeleteADefaultModel() throws SQLException {
        aidb.row("SELECT aidb.delete_model('bge-m3-f16')");
        aidb.row("SELECT aidb.create_model('bge-m3-f16', 'llamacpp_embeddings', '{\"model\": \"other\"}')");
        aidb.row("SELECT aidb.delete_model('bge-m3-f16')");
        assertThat(aidb.rows("SELECT 1 FROM aidb.models WHERE name = 'bge-m3-f16'"))
                .isEmpty();
    }

    @ParameterizedTest(name = "validate_model: {0} is probed for {1}")
    @CsvSource({
        "openai_embeddings, text embedding",
        "nim_embeddings, text embedding",
        "openai_completions, language",
        "anthropic_messages, language",
        "gemini, language",
        "nim_reranking, reranking",
        "nim_clip, image embedding",
        "nim_paddle_ocr, OCR"
    })
    void shouldTellWhatItProbed(String provider, String capability) throws SQLException {
        aidb.row("SELECT aidb.create_model('m', ?)", provider);
        assertThat(aidb.row("SELECT aidb.validate_model('m')")).isEqualTo(capability);
    }

    @Test
    @DisplayName("validate_model raises on failure, and changes nothing")
    void shouldRaiseWhenTheProbeFails() throws SQLException {
        aidb.asOwner("INSERT INTO aidb_stand_in.probe_failure VALUES ('bert', 'out of memory')");
        assertThat(aidb.refusal("SELECT aidb.validate_model('bert')").getMessage())
                .contains("bert", "out of memory");
        assertThat(aidb.rows("SELECT 1 FROM aidb.models WHERE name = 'bert'")).hasSize(1);
    }

    @Test
    @DisplayName("validate_model of an unknown name")
    void shouldRefuseToValidateAnUnknownModel() {
        assertThat(aidb.refusal("SELECT aidb.validate_model('nobody')").getMessage())
                .isEqualTo("Model not found: nobody");
    }

    @Test
    @DisplayName("audit_leaked_credentials finds secrets in configs from before the check, at any depth")
    void shouldFindLeakedCredentials() throws SQLException {
        assertThat(aidb.rows("SELECT * FROM aidb.audit_leaked_credentials()")).isEmpty();
        aidb.asOwner(
                "CREATE FOREIGN TABLE aidb_models.flat () SERVER gemini OPTIONS (config '{\"api_key\": \"sk-x\"}')");
        aidb.asOwner("CREATE FOREIGN TABLE aidb_models.deep () SERVER gemini "
                + "OPTIONS (config '{\"a\": [{\"basic_auth\": \"u:p\", \"api_key\": \"sk-x\"}]}')");
        aidb.asOwner("CREATE FOREIGN TABLE aidb_models.garbled () SERVER gemini OPTIONS (config 'api_key')");
        assertThat(aidb.rows("SELECT model_name, detected_key FROM aidb.audit_leaked_credentials()"))
                .containsExactlyInAnyOrder("flat|api_key", "deep|api_key", "deep|basic_auth");
        assertThat(aidb.row("SELECT bool_and(detected_at = now()) FROM aidb.audit_leaked_credentials()"))
                .isEqualTo("t");
    }

    @Test
    @DisplayName("remove_cached_model takes a name and leaves the registry alone")
    void shouldLeaveTheRegistryAloneWhenEvicting() throws SQLException {
        aidb.row("SELECT aidb.remove_cached_model(name => 'bert')");
        assertThat(aidb.rows("SELECT 1 FROM aidb.models WHERE name = 'bert'")).hasSize(1);
    }
}
