package dev.modelsync.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.ServerErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("AIDB contract, sections 2.6 and 9: other builds than 7.6.0")
class AidbVersionsIT {
    private static final String SECRET = "sk-5c1f0e-recognisable";

    private static final String ARGUMENTS = "SELECT pg_get_function_arguments('aidb.create_model'::regproc)";

    @RegisterExtension
    final AidbDatabase current = new AidbDatabase();

    @ParameterizedTest
    @ValueSource(strings = {AidbStandIn.VERSION_7_4, AidbStandIn.VERSION_NAMED_CREDENTIALS})
    @DisplayName("a build can be reached by an update, keeps the models, and grants the public surface only")
    void shouldUpdateToAnotherBuild(String version) throws SQLException {
        current.row("SELECT aidb.create_model('m', 'gemini', '{}', '{\"api_key\": \"k\"}')");
        current.asOwner("ALTER EXTENSION aidb UPDATE TO '" + version + "'");
        assertThat(current.rows("SELECT provider FROM aidb.get_model('m')")).containsExactly("gemini");
        assertThat(current.rowForOwner("SELECT umoptions FROM pg_user_mappings WHERE srvname = 'gemini'"))
                .isEqualTo("{api_key=k}");
        assertThat(current.rows("""
                        SELECT DISTINCT pronamespace::regnamespace, has_function_privilege('member', oid, 'EXECUTE')
                        FROM pg_proc WHERE pronamespace IN ('aidb'::regnamespace, 'aidb_internal'::regnamespace)
                        """)).containsExactlyInAnyOrder("aidb|t", "aidb_internal|f");
        assertThat(current.rows("""
                        SELECT proname FROM pg_proc
                        WHERE pronamespace IN ('aidb'::regnamespace, 'aidb_internal'::regnamespace) AND prosecdef
                          AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false)
                        """)).isEmpty();
    }

    @Nested
    @DisplayName("7.4.0")
    class Release740 {
        @RegisterExtension
        final AidbDatabase aidb = AidbDatabase.of(AidbStandIn.VERSION_7_4);

        @Test
        @DisplayName("create_model has neither validate nor credentials_env, and there is no validate_model")
        void shouldKnowNothingOfValidation() throws SQLException {
            assertThat(aidb.row(ARGUMENTS)).endsWith("replace_credentials boolean DEFAULT false");
            assertThat(aidb.refusal("SELECT aidb.create_model('m', 'dummy', validate => false)")
                            .getSQLState())
                    .isEqualTo("42883");
            assertThat(aidb.refusal("SELECT aidb.validate_model('bert')").getSQLState())
                    .isEqualTo("42883");
        }

        @Test
        @DisplayName("a model whose probe would fail is created; a secret in config is taken")
        void shouldCheckLess() throws SQLException {
            aidb.asOwner("INSERT INTO aidb_stand_in.probe_failure VALUES ('m', 'no answer')");
            aidb.row("SELECT aidb.create_model('m', 'gemini', '{\"api_key\": \"sk-x\"}')");
            assertThat(aidb.row("SELECT options FROM aidb.get_model('m')")).contains("sk-x");
        }

        @Test
        @DisplayName("credentials belong to the provider, as in 7.6.0")
        void shouldKeepCredentialsOnTheProvider() throws SQLException {
            aidb.row("SELECT aidb.create_model('m', 'gemini', credentials => '{\"api_key\": \"one\"}')");
            assertThat(aidb.refusal("SELECT aidb.create_model('n', 'gemini', credentials => '{\"api_key\": \"two\"}')")
                            .getMessage())
                    .endsWith("already exist");
            aidb.row("SELECT aidb.create_model('m', 'gemini', credentials => '{\"api_key\": \"two\"}', "
                    + "replace_credentials => true)");
            assertThat(aidb.rowForOwner("SELECT umoptions FROM pg_user_mappings WHERE srvname = 'gemini'"))
                    .isEqualTo("{api_key=two}");
        }

        @Test
        @DisplayName("providers and models of later releases are not there")
        void shouldLackLaterProviders() throws SQLException {
            assertThat(aidb.rows("SELECT server_name FROM aidb.model_providers "
                            + "WHERE server_name::text ~ '^(llamacpp|anthropic|openai_responses)'"))
                    .isEmpty();
            assertThat(aidb.rows("SELECT name FROM aidb.models"))
                    .containsExactlyInAnyOrder("bert", "clip", "t5", "llama", "dummy");
        }
    }

    @Nested
    @DisplayName("2.6: named credentials")
    class NamedCredentials {
        @RegisterExtension
        final AidbDatabase aidb = AidbDatabase.of(AidbStandIn.VERSION_NAMED_CREDENTIALS);

        private static final String CREATE_CREDENTIAL =
                "SELECT aidb.create_credential(name => ?, credentials => ?::jsonb, endpoint => ?)";
        private static final String CREATE_MODEL = """
                SELECT aidb.create_model(name => ?, provider => 'openai_embeddings',
                                         config => '{"url": "https://proxy.test/v1"}', credential => ?)
                """;

        @Test
        @DisplayName("several models use one credential; no user mapping is made, none is dropped")
        void shouldShareACredentialByName() throws SQLException {
            aidb.asOwner("CREATE USER MAPPING FOR PUBLIC SERVER openai_embeddings OPTIONS (api_key 'dba')");
            aidb.row(CREATE_CREDENTIAL, "proxy", apiKey(SECRET), "proxy.test");
            aidb.row(CREATE_MODEL, "a", "proxy");
            aidb.row(CREATE_MODEL, "b", "proxy");
            aidb.row("SELECT aidb.delete_model('a')");
            assertThat(aidb.rowForOwner("SELECT umoptions FROM pg_user_mappings"))
                    .isEqualTo("{api_key=dba}");
            assertThat(aidb.row("SELECT aidb.validate_model('b')")).isEqualTo("text embedding");
        }

        @Test
        @DisplayName("without a credential a model uses \"none\"")
        void shouldUseNone() throws SQLException {
            assertThat(aidb.row("SELECT aidb.create_model('m', 'openai_embeddings')"))
                    .isEqualTo("m");
            assertThat(aidb.refusal(CREATE_CREDENTIAL, "none", "{}", "*").getSQLState())
                    .isEqualTo("42710");
        }

        @Test
        @DisplayName("a name is taken once, an endpoint is required, an unknown credential is an error")
        void shouldRefuseWhatIsWrong() throws SQLException {
            aidb.row(CREATE_CREDENTIAL, "proxy", apiKey("one"), "proxy.test");
            ServerErrorMessage twice = aidb.refusal(CREATE_CREDENTIAL, "proxy", apiKey(SECRET), "proxy.test");
            assertThat(twice.getSQLState()).isEqualTo("42710");
            assertThat(twice.toString()).doesNotContain(SECRET);
            ServerErrorMessage open = aidb.refusal(CREATE_CREDENTIAL, "other", apiKey(SECRET), null);
            assertThat(open.getMessage()).contains("\"endpoint\"");
            assertThat(open.toString()).doesNotContain(SECRET);
            assertThat(aidb.refusal(CREATE_MODEL, "m", "nobody").getSQLState()).isEqualTo("42704");
        }

        @Test
        @DisplayName("the pattern of the credential is held against the host of the model")
        void shouldKeepTheSecretFromOtherHosts() throws SQLException {
            aidb.row(CREATE_CREDENTIAL, "elsewhere", apiKey("one"), "*.openai.com");
            assertThat(aidb.refusal(CREATE_MODEL, "m", "elsewhere").getMessage())
                    .startsWith("Failed to create model: the credential may not go");
        }

        @Test
        @DisplayName("a credential serves its owner; nobody reads a secret")
        void shouldServeItsOwner() throws SQLException {
            aidb.row(CREATE_CREDENTIAL, "mine", apiKey(SECRET), "proxy.test");
            aidb.asOwner("DROP ROLE IF EXISTS other_member");
            aidb.asOwner("CREATE ROLE other_member LOGIN PASSWORD 'other_member' IN ROLE aidb_users");
            try (Connection other = aidb.connectAs("other_member", aidb.name())) {
                assertThatThrownBy(() -> AidbDatabase.rows(
                                other, "SELECT aidb.create_model('m', 'dummy', credential => 'mine')"))
                        .hasMessageContaining("may not use the credential");
            }
            assertThat(aidb.refusal("SELECT * FROM aidb_internal.credential").getSQLState())
                    .isEqualTo("42501");
        }

        private static String apiKey(String key) {
            return "{\"api_key\": \"%s\"}".formatted(key);
        }
    }
}
