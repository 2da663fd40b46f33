package dev.modelsync.embedded;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.util.ServerErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, sections 1, 4 and 5: catalog, providers, default models")
class AidbCatalogIT {
    private static final String COLUMNS = """
            SELECT string_agg(attname || ' ' || format_type(atttypid, NULL), ', ' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0
            """;

    private static final String[] PROVIDERS = {
        "openai_embeddings",
        "openai_completions",
        "openai_responses",
        "openai_responses_azure",
        "anthropic_messages",
        "anthropic_messages_azure",
        "anthropic_messages_bedrock",
        "nim_completions",
        "nim_embeddings",
        "nim_clip",
        "nim_paddle_ocr",
        "nim_reranking",
        "gemini",
        "openrouter_chat",
        "openrouter_embeddings",
        "embeddings",
        "completions",
        "hf_tei",
        "hf_tei_reranking",
        "bert_local",
        "clip_local",
        "t5_local",
        "llama_instruct_local",
        "llamacpp_embeddings",
        "llamacpp_generate",
        "llamacpp_reranking",
        "llamacpp_ocr",
        "dummy"
    };

    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @Test
    @DisplayName("1.1: aidb.models has name, provider, options and functions")
    void shouldShowModels() throws SQLException {
        assertThat(aidb.row(COLUMNS, "aidb.models"))
                .isEqualTo("name text, provider text, options text[], functions text[]");
        assertThat(aidb.row("SELECT * FROM aidb.models WHERE name = 't5'")).isEqualTo("t5|t5_local|{\"config={}\"}|{}");
    }

    @Test
    @DisplayName("1.1: the two published function tags are on the models of the providers that they name")
    void shouldTagFunctions() throws SQLException {
        aidb.row("SELECT aidb.create_model('e', 'openai_embeddings')");
        aidb.row("SELECT aidb.create_model('c', 'openai_completions')");
        assertThat(aidb.rows("SELECT name, functions FROM aidb.models WHERE name IN ('e', 'c') ORDER BY name"))
                .containsExactly("c|{aidb-openai-text-completion}", "e|{aidb-openai-text-embeddings}");
    }

    @Test
    @DisplayName("1.1: list_models() is the function form of aidb.models")
    void shouldListModels() throws SQLException {
        assertThat(aidb.rows("SELECT name, provider, options, functions FROM aidb.list_models()"))
                .hasSizeGreaterThan(10)
                .containsExactlyInAnyOrderElementsOf(
                        aidb.rows("SELECT name, provider, options, functions FROM aidb.models"));
    }

    @Test
    @DisplayName("1.2: aidb.model_providers shows the providers, which are foreign servers")
    void shouldShowProvidersThatAreForeignServers() throws SQLException {
        assertThat(aidb.row(COLUMNS, "aidb.model_providers"))
                .isEqualTo("server_name name, server_description text, server_options text[]");
        assertThat(aidb.rows("SELECT server_name FROM aidb.model_providers"))
                .containsExactlyInAnyOrderElementsOf(aidb.rows("SELECT srvname FROM pg_foreign_server"));
        assertThat(aidb.rows("SELECT 1 FROM aidb.model_providers WHERE server_description IS NULL"))
                .isEmpty();
    }

    @Test
    @DisplayName("4: the providers, each of which takes a model")
    void shouldTakeModelsOfEveryProvider() throws SQLException {
        assertThat(aidb.rows("SELECT server_name FROM aidb.model_providers")).contains(PROVIDERS);
        for (String provider : PROVIDERS) {
            aidb.row("SELECT aidb.create_model(?, ?, '{\"url\": \"https://x.example\"}')", "on " + provider, provider);
        }
        assertThat(aidb.rows("SELECT provider FROM aidb.models WHERE name = 'on ' || provider"))
                .containsExactlyInAnyOrder(PROVIDERS);
    }

    @Test
    @DisplayName("5: the models that are there after CREATE EXTENSION")
    void shouldBringItsDefaultModels() throws SQLException {
        assertThat(aidb.rows("SELECT name, provider FROM aidb.models"))
                .containsExactlyInAnyOrder(
                        "bert|bert_local",
                        "clip|clip_local",
                        "t5|t5_local",
                        "llama|llama_instruct_local",
                        "dummy|dummy",
                        "bge-small-en-v1.5-f16|llamacpp_embeddings",
                        "nomic-embed-text-v1.5-Q8_0|llamacpp_embeddings",
                        "bge-m3-f16|llamacpp_embeddings",
                        "qwen3-embedding-0.6b-Q8_0|llamacpp_embeddings",
                        "qwen3-embedding-4b-Q8_0|llamacpp_embeddings",
                        "qwen3.5-0.8b-Q8_0|llamacpp_generate",
                        "llama-3.2-1b-instruct-Q8_0|llamacpp_generate",
                        "lightonocr-2-1b-Q8_0|llamacpp_ocr");
    }

    @Test
    @DisplayName("1.3: a model is a foreign table on its provider's server, its config an option in clear")
    void shouldKeepAModelAsAForeignTable() throws SQLException {
        aidb.row("SELECT aidb.create_model('m', 'nim_clip', '{\"model\": \"clip\"}')");
        assertThat(aidb.row("""
                        SELECT s.srvname, f.ftoptions
                        FROM pg_foreign_table f
                        JOIN pg_class t ON t.oid = f.ftrelid
                        JOIN pg_foreign_server s ON s.oid = f.ftserver
                        WHERE t.relname = 'm'
                        """)).isEqualTo("nim_clip|{\"config={\\\"model\\\": \\\"clip\\\"}\"}");
    }

    @Test
    @DisplayName("1.3: the foreign table cannot be read as data")
    void shouldNotBeReadableAsData() {
        assertThat(aidb.refusal("SELECT * FROM aidb_models.bert").getSQLState()).isEqualTo("42501");
    }

    @Test
    @DisplayName(
            "1.3, 1.4: credentials are one mapping FOR PUBLIC on the provider; a plain role sees that, but no options")
    void shouldHideTheOptionsOfTheMapping() throws SQLException {
        aidb.row("SELECT aidb.create_model('m', 'gemini', credentials => '{\"api_key\": \"sk-hidden\"}')");
        String mappings = "SELECT srvname, umuser, usename, umoptions FROM pg_user_mappings";
        assertThat(aidb.rows(mappings)).containsExactly("gemini|0|public|");
        assertThat(aidb.rowForOwner(mappings)).isEqualTo("gemini|0|public|{api_key=sk-hidden}");
        assertThat(aidb.rows(
                        "SELECT option_value FROM information_schema.user_mapping_options WHERE option_value <> ''"))
                .isEmpty();
    }

    @Test
    @DisplayName("1.3: neither list_models() nor get_model() returns credentials")
    void shouldNotReturnCredentials() throws SQLException {
        aidb.row("SELECT aidb.create_model('m', 'gemini', credentials => '{\"api_key\": \"sk-hidden\"}')");
        assertThat(aidb.rows(
                        "SELECT l::text FROM aidb.list_models() l UNION ALL SELECT g::text FROM aidb.get_model('m') g"))
                .isNotEmpty()
                .noneMatch(row -> row.contains("sk-hidden"));
    }

    @Test
    @DisplayName("7: a member of aidb_users has no access to internal tables")
    void shouldKeepItsTablesToItself() {
        for (String table : new String[] {
            "aidb.pipeline_registry", "aidb_internal.provider", "aidb_stand_in.probe_failure", "pg_user_mapping"
        }) {
            ServerErrorMessage refusal = aidb.refusal("SELECT * FROM " + table);
            assertThat(refusal.getSQLState()).as(table).isEqualTo("42501");
        }
    }
}
