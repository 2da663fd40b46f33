package dev.modelsync.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.ServerErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, section 2.1: create_model, without credentials")
class AidbCreateModelIT {
    private static final String CREATE = "SELECT aidb.create_model(name => ?, provider => ?, config => ?::jsonb)";
    private static final String EXISTS = "SELECT count(*) FROM aidb.models WHERE name = ?";

    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @Test
    @DisplayName("parameters of 7.6.0, in order, with their defaults")
    void shouldHaveTheDocumentedSignature() throws SQLException {
        assertThat(aidb.row("""
                        SELECT pg_get_function_arguments(oid), pg_get_function_result(oid)
                        FROM pg_proc WHERE proname = 'create_model' AND pronamespace = 'aidb'::regnamespace
                        """))
                .isEqualTo("name text, provider character varying, config jsonb DEFAULT '{}'::jsonb, "
                        + "credentials jsonb DEFAULT '{}'::jsonb, replace_credentials boolean DEFAULT false, "
                        + "validate boolean DEFAULT true, credentials_env text DEFAULT NULL::text|text");
    }

    @Test
    @DisplayName("positional, named, and with a provider cast to character varying")
    void shouldBeCalledInEachPublishedWay() throws SQLException {
        aidb.row("SELECT aidb.create_model('a', 'dummy')");
        aidb.row(
                "SELECT aidb.create_model('b', 'dummy'::character varying, '{}'::jsonb, '{}'::jsonb, false, true, NULL)");
        aidb.row("SELECT aidb.create_model(provider => 'dummy', name => 'c', validate => false)");
        assertThat(aidb.rows("SELECT name FROM aidb.models WHERE name IN ('a', 'b', 'c') ORDER BY name"))
                .containsExactly("a", "b", "c");
    }

    @Test
    @DisplayName("NULL counts as the default")
    void shouldTakeNullForTheDefault() throws SQLException {
        aidb.row("SELECT aidb.create_model('m', 'dummy', NULL, NULL, NULL, NULL, NULL)");
        assertThat(aidb.row("SELECT options FROM aidb.get_model('m')")).isEqualTo("{\"config={}\"}");
    }

    @Test
    @DisplayName("unknown provider")
    void shouldRefuseAnUnknownProvider() {
        assertThat(aidb.refusal(CREATE, "m", "no \"such", "{}").getMessage())
                .isEqualTo("Model provider with name \"no \"such\" not found");
        assertThat(aidb.refusal(CREATE, "m", null, "{}").getMessage())
                .isEqualTo("Model provider with name \"\" not found");
    }

    @Test
    @DisplayName("question 1: a name that is taken")
    void shouldRefuseANameThatIsTaken() throws SQLException {
        aidb.row(CREATE, "m", "dummy", "{\"responses\": [\"first\"]}");
        ServerErrorMessage refusal = aidb.refusal(CREATE, "m", "gemini", "{}");
        assertThat(refusal.getMessage()).isEqualTo("Model with name \"m\" already exists");
        assertThat(refusal.getSQLState()).isEqualTo("42710");
        assertThat(aidb.row("SELECT provider FROM aidb.models WHERE name = 'm'"))
                .isEqualTo("dummy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bge-small-en-v1.5-Q8_0",
                "Capital.And-Dots",
                "models",
                "select",
                "with space",
                "quote\"inside",
                "x'; DROP SCHEMA aidb CASCADE; --",
                "x\" () SERVER dummy; DROP SCHEMA aidb CASCADE; --",
                "back\\slash",
                "%I%s%L",
                "naïve-模型",
                "aidb_models.m"
            })
    void shouldTakeAnyNameLiterally(String name) throws SQLException {
        aidb.row(CREATE, name, "dummy", "{}");
        assertThat(aidb.row(EXISTS, name)).isEqualTo("1");
        assertThat(aidb.row("SELECT name FROM aidb.get_model(?)", name)).isEqualTo(name);
        assertThat(aidb.row("SELECT aidb.validate_model(?)", name)).isEqualTo("text embedding");
        aidb.row("SELECT aidb.delete_model(?)", name);
        assertThat(aidb.row(EXISTS, name)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"'); DROP SCHEMA aidb CASCADE; --\"}",
                "{\"a\": \"back\\\\slash and \\\\' quote\"}",
                "{\"a\": \"dollar $$ and %L\", \"b\": {\"c\": [1, null, true]}}",
                "{\"config=\": \"line\\nbreak\"}"
            })
    void shouldTakeAnyConfigLiterally(String config) throws SQLException {
        aidb.row(CREATE, "m", "dummy", config);
        assertThat(aidb.row("""
                        SELECT substr(options[1], length('config=') + 1)::jsonb = ?::jsonb
                        FROM aidb.models WHERE name = 'm'
                        """, config)).isEqualTo("t");
    }

    @Test
    @DisplayName("question 4: a name has 63 bytes at most and is never cut short")
    void shouldRefuseANameThatIsTooLong() throws SQLException {
        String longest = "x".repeat(63);
        aidb.row(CREATE, longest, "dummy", "{}");
        assertThat(aidb.row(EXISTS, longest)).isEqualTo("1");
        assertThat(aidb.refusal(CREATE, longest + "x", "dummy", "{}").getSQLState())
                .isEqualTo("42622");
        assertThat(aidb.refusal(CREATE, "ü".repeat(32), "dummy", "{}").getMessage())
                .contains("64 bytes");
    }

    @Test
    void shouldRefuseAnEmptyName() {
        assertThat(aidb.refusal(CREATE, "", "dummy", "{}").getSQLState()).isEqualTo("22023");
        assertThat(aidb.refusal(CREATE, null, "dummy", "{}").getSQLState()).isEqualTo("22023");
    }

    @ParameterizedTest(name = "a secret in config is refused: {0}")
    @ValueSource(
            strings = {
                "{\"api_key\": \"sk-x\"}",
                "{\"basic_auth\": \"u:p\"}",
                "{\"api_key\": null}",
                "{\"a\": {\"b\": {\"api_key\": \"sk-x\"}}}",
                "{\"a\": [1, [{\"basic_auth\": \"u:p\"}]]}"
            })
    void shouldRefuseASecretInConfig(String config) throws SQLException {
        for (String provider : aidb.rows("SELECT server_name FROM aidb.model_providers LIMIT 5")) {
            assertThat(aidb.refusal(CREATE, "m", provider, config).getMessage())
                    .startsWith("config must not contain \"api_key\" or \"basic_auth\"")
                    .contains("credentials")
                    .doesNotContain("sk-x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1"})
    void shouldRefuseAConfigThatIsNoObject(String config) {
        assertThat(aidb.refusal(CREATE, "m", "dummy", config).getMessage()).contains("must be a JSON object");
    }

    @ParameterizedTest(name = "section 4: {0} requires a url")
    @ValueSource(strings = {"openai_responses_azure", "anthropic_messages_azure", "anthropic_messages_bedrock"})
    void shouldRequireAUrl(String provider) {
        assertThat(aidb.refusal(CREATE, "m", provider, "{}").getMessage()).contains("requires \"url\"");
    }

    @Test
    @DisplayName("the config of an OCR model is checked at creation")
    void shouldCheckTheConfigOfAnOcrModel() throws SQLException {
        assertThat(aidb.refusal(CREATE, "m", "nim_paddle_ocr", "{\"url\": 7}").getSQLState())
                .isEqualTo("22023");
        aidb.row(CREATE, "m", "nim_paddle_ocr", "{\"url\": \"https://x.example\", \"is_hcp_model\": true}");
        assertThat(aidb.row(EXISTS, "m")).isEqualTo("1");
    }

    @Test
    @DisplayName("a probe that fails: error, hint, nothing registered")
    void shouldRegisterNothingWhenTheProbeFails() throws SQLException {
        aidb.asOwner("INSERT INTO aidb_stand_in.probe_failure VALUES ('m', 'HTTP 401 from https://x.example')");
        ServerErrorMessage refusal =
                aidb.refusal("SELECT aidb.create_model('m', 'gemini', '{}', credentials => '{\"api_key\": \"sk-x\"}')");
        assertThat(refusal.getMessage()).isEqualTo("Failed to create model: HTTP 401 from https://x.example");
        assertThat(refusal.getHint()).contains("validate => false");
        assertThat(aidb.row(EXISTS, "m")).isEqualTo("0");
        assertThat(aidb.rows("SELECT srvname FROM pg_user_mappings")).isEmpty();
    }

    @Test
    @DisplayName("validate => false registers without a probe")
    void shouldRegisterUnchecked() throws SQLException {
        aidb.asOwner("INSERT INTO aidb_stand_in.probe_failure VALUES ('m', 'down')");
        aidb.row("SELECT aidb.create_model('m', 'gemini', validate => false)");
        assertThat(aidb.row(EXISTS, "m")).isEqualTo("1");
    }

    @ParameterizedTest(name = "egress: {0} is allowed by the list")
    @ValueSource(
            strings = {
                "https://api.openai.com/v1/embeddings",
                "https://API.OpenAI.com:8443/v1",
                "https://a.b.example.com",
                "http://10.1.2.3:8080/v1",
                "http://[fd00::1]:8080/v1",
                "http://192.0.2.7"
            })
    void shouldAllowWhatTheEgressListNames(String url) throws SQLException {
        aidb.rows("SET aidb.egress_allowlist = 'api.openai.com, .example.com,10.0.0.0/8,fd00::/8,192.0.2.7'");
        aidb.row("SELECT aidb.create_model('m', 'openai_embeddings', jsonb_build_object('url', ?))", url);
        assertThat(aidb.row(EXISTS, "m")).isEqualTo("1");
    }

    @ParameterizedTest(name = "egress: {0} is not allowed by the list")
    @ValueSource(
            strings = {
                "https://openai.com",
                "https://api.openai.com.evil.example",
                "https://example.com",
                "https://api.openai.com@evil.example/v1",
                "http://11.1.2.3"
            })
    void shouldForbidWhatTheEgressListDoesNotName(String url) {
        for (String parameter : new String[] {"edb.egress_allowlist", "aidb.egress_allowlist"}) {
            assertThat(aidb.refusal("""
                                    SELECT set_config(?, 'api.openai.com, .example.com,10.0.0.0/8', false),
                                           aidb.create_model('m', 'openai_embeddings', jsonb_build_object('url', ?))
                                    """, parameter, url).getMessage())
                    .startsWith("Failed to create model: ")
                    .endsWith("is not allowed by " + parameter);
        }
    }

    @Test
    @DisplayName("creation and deletion are undone by a rollback, and never show to others before the commit")
    void shouldBeTransactional() throws SQLException {
        aidb.row("SELECT aidb.create_model('old', 'gemini', credentials => '{\"api_key\": \"sk-x\"}')");
        try (Connection other = aidb.connectAs(AidbServer.MEMBER, aidb.name())) {
            other.setAutoCommit(false);
            AidbDatabase.rows(other, "SELECT aidb.delete_model('old')");
            AidbDatabase.rows(other, "SELECT aidb.create_model('old', 'gemini', '{\"model\": \"edited\"}')");
            AidbDatabase.rows(other, "SELECT aidb.create_model('new', 'dummy')");
            assertThat(aidb.rows("SELECT name, options FROM aidb.models WHERE name IN ('old', 'new')"))
                    .containsExactly("old|{\"config={}\"}");
            other.rollback();
        }
        assertThat(aidb.rows("SELECT name, options FROM aidb.models WHERE name IN ('old', 'new')"))
                .containsExactly("old|{\"config={}\"}");
        assertThat(aidb.rowForOwner("SELECT umoptions FROM pg_user_mappings")).isEqualTo("{api_key=sk-x}");
    }
}
