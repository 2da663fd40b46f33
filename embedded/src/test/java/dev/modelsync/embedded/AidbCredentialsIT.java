package dev.modelsync.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.ServerErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@DisplayName("AIDB contract, section 2.1: credentials")
class AidbCredentialsIT {
    /** Long enough to be found anywhere, and never part of a name. */
    private static final String SECRET = "sk-5c1f0e-recognisable";

    private static final String CREATE =
            "SELECT aidb.create_model(name => ?, provider => 'openai_embeddings', credentials => ?::jsonb)";
    private static final String REPLACE = """
            SELECT aidb.create_model(name => ?, provider => 'openai_embeddings', config => ?::jsonb,
                                     credentials => ?::jsonb, replace_credentials => true)
            """;
    private static final String BY_VARIABLE =
            "SELECT aidb.create_model('env', 'openai_embeddings', credentials_env => ?)";
    private static final String STORED = "SELECT umoptions FROM pg_user_mappings WHERE srvname = 'openai_embeddings'";

    private static final String END_THE_WAITING_SESSION = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = ? AND usename = 'member' AND wait_event_type = 'Lock'
            """;

    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @Test
    @DisplayName("no mapping and no credentials: no mapping is made")
    void shouldMakeNoMappingWithoutCredentials() throws SQLException {
        aidb.row(CREATE, "m", "{}");
        assertThat(aidb.rows(STORED)).isEmpty();
    }

    @Test
    @DisplayName("a mapping is reused by a second model that brings no credentials")
    void shouldReuseTheMapping() throws SQLException {
        aidb.row(CREATE, "first", apiKey("one"));
        aidb.row(CREATE, "second", "{}");
        aidb.row(CREATE, "third", null);
        assertThat(aidb.rowForOwner(STORED)).isEqualTo("{api_key=one}");
    }

    @ParameterizedTest(name = "a mapping exists and credentials are given: refused, also for \"{0}\"")
    @ValueSource(strings = {"one", "two"})
    void shouldRefuseToReplaceSilently(String key) throws SQLException {
        aidb.row(CREATE, "first", apiKey("one"));
        assertThat(aidb.refusal(CREATE, "second", apiKey(key)).getMessage())
                .isEqualTo("Credentials for model provider \"openai_embeddings\" already exist");
        assertThat(aidb.rows("SELECT 1 FROM aidb.models WHERE name = 'second'")).isEmpty();
        assertThat(aidb.rowForOwner(STORED)).isEqualTo("{api_key=one}");
    }

    @Test
    @DisplayName("replace_credentials overwrites the mapping of the provider, for every model on it")
    void shouldReplaceForANewModel() throws SQLException {
        aidb.row(CREATE, "first", apiKey("one"));
        aidb.row(REPLACE, "second", "{}", "{\"basic_auth\": \"user:password\"}");
        assertThat(aidb.rowForOwner(STORED)).isEqualTo("{basic_auth=user:password}");
    }

    @Test
    @DisplayName("replace_credentials with the name of an existing model rotates without re-creating it; question 7")
    void shouldRotateForAnExistingModel() throws SQLException {
        aidb.row(CREATE, "m", apiKey("one"));
        String before = aidb.row(
                "SELECT ftrelid, ftoptions FROM pg_foreign_table JOIN pg_class ON oid = ftrelid AND relname = 'm'");
        aidb.row(REPLACE, "m", "{\"model\": \"ignored\"}", apiKey("two"));
        assertThat(aidb.rowForOwner(STORED)).isEqualTo("{api_key=two}");
        assertThat(
                        aidb.row(
                                "SELECT ftrelid, ftoptions FROM pg_foreign_table JOIN pg_class ON oid = ftrelid AND relname = 'm'"))
                .isEqualTo(before);
    }

    @Test
    @DisplayName(
            "replace_credentials does not take a name that a model of another provider has, or that brings nothing")
    void shouldNotRotateUnderAnotherName() throws SQLException {
        assertThat(aidb.refusal(REPLACE, "bert", "{}", apiKey("one")).getSQLState())
                .isEqualTo("42710");
        aidb.row(CREATE, "m", apiKey("one"));
        assertThat(aidb.refusal(REPLACE, "m", "{}", "{}").getSQLState()).isEqualTo("42710");
        assertThat(aidb.rowForOwner(STORED)).isEqualTo("{api_key=one}");
    }

    @Test
    @DisplayName("credentials_env: only the name of the variable is stored")
    void shouldStoreTheNameOfTheVariable() throws SQLException {
        aidb.row(BY_VARIABLE, "AIDB_OPENAI");
        assertThat(aidb.rowForOwner(STORED)).isEqualTo("{credentials_env=AIDB_OPENAI}");
    }

    @Test
    @DisplayName("credentials_env: the prefix is a setting, AIDB_ by default, and required")
    void shouldRequireThePrefixOfTheVariable() throws SQLException {
        assertThat(aidb.row("SHOW aidb.env_var_allowed_prefix")).isEqualTo("AIDB_");
        assertThat(aidb.refusal(BY_VARIABLE, SECRET).getMessage())
                .contains("does not start with the required prefix")
                .doesNotContain(SECRET);
        aidb.rows("SET aidb.env_var_allowed_prefix = 'OTHER_'");
        assertThat(aidb.refusal(BY_VARIABLE, "AIDB_OPENAI").getMessage()).contains("\"OTHER_\"");
        aidb.row(BY_VARIABLE, "OTHER_OPENAI");
        assertThat(aidb.rowForOwner(STORED)).isEqualTo("{credentials_env=OTHER_OPENAI}");
    }

    @Test
    @DisplayName("only one source of credentials")
    void shouldRefuseTwoSources() {
        assertThat(aidb.refusal(
                                "SELECT aidb.create_model('m', 'gemini', credentials => ?::jsonb, credentials_env => 'AIDB_X')",
                                apiKey(SECRET))
                        .getMessage())
                .isEqualTo("Only one of \"credentials\", \"credentials_env\" may be provided");
    }

    @Test
    @DisplayName("question 8: a stored secret and a variable clash like two secrets")
    void shouldRefuseAVariableBesideASecret() throws SQLException {
        aidb.row(CREATE, "m", apiKey("one"));
        assertThat(aidb.refusal(BY_VARIABLE, "AIDB_OPENAI").getMessage()).endsWith("already exist");
    }

    @Test
    @DisplayName("a secret with a character that no HTTP header may have is a clear error")
    void shouldRefuseALineBreakInASecret() {
        assertThat(aidb.refusal(CREATE, "m", apiKey(SECRET + "\\n")).getMessage())
                .contains("HTTP header")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"" + SECRET + "\"]",
                "\"" + SECRET + "\"",
                "{\"apiKey\": \"" + SECRET + "\"}",
                "{\"api_key\": {\"a\": \"" + SECRET + "\"}}",
                "{\"api_key\": \"\"}",
                "{\"api_key\": \"" + SECRET + "\", \"basic_auth\": \"u:p\"}"
            })
    void shouldRefuseCredentialsOfAnotherForm(String credentials) {
        ServerErrorMessage refusal = aidb.refusal(CREATE, "m", credentials);
        assertThat(refusal.getMessage()).startsWith("credentials must be ");
        assertThat(everythingIn(refusal)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'); DROP SCHEMA aidb CASCADE; --",
                "a', b 'c",
                "back\\\\slash\\\\'",
                "$$ %L %s",
                "key=with=signs",
                "ключ"
            })
    void shouldTakeAnySecretLiterally(String key) throws SQLException {
        aidb.row(CREATE, "m", apiKey(key));
        assertThat(aidb.rowForOwner("""
                        SELECT umoptions = ARRAY['api_key=' || (?::jsonb ->> 'api_key')] FROM pg_user_mappings
                        """, apiKey(key))).isEqualTo("t");
    }

    @Test
    @DisplayName("delete_model drops the mapping of the provider, although another model uses it; question 6")
    void shouldLoseTheMappingWithAModel() throws SQLException {
        aidb.row(CREATE, "first", apiKey("one"));
        aidb.row(CREATE, "second", "{}");
        aidb.row("SELECT aidb.delete_model('second')");
        assertThat(aidb.rows("SELECT name FROM aidb.models WHERE name IN ('first', 'second')"))
                .containsExactly("first");
        assertThat(aidb.rows(STORED)).isEmpty();
    }

    @Test
    @DisplayName("deleting a model leaves the mappings of other providers alone")
    void shouldKeepOtherMappings() throws SQLException {
        aidb.row(CREATE, "m", apiKey("one"));
        aidb.row("SELECT aidb.create_model('other', 'gemini')");
        aidb.row("SELECT aidb.delete_model('other')");
        assertThat(aidb.rowForOwner(STORED)).isEqualTo("{api_key=one}");
    }

    @Test
    @DisplayName("no part of a refusal shows the secret, nor does the server's log, although the statement holds it")
    void shouldNotLeakTheSecretOfARefusedStatement() throws SQLException, IOException {
        aidb.row(CREATE, "m", apiKey("one"));
        ServerErrorMessage refusal = aidb.refusal(
                "SELECT aidb.create_model('refused by its credentials', 'openai_embeddings', credentials => '%s')"
                        .formatted(apiKey(SECRET)));
        assertThat(everythingIn(refusal)).contains("already exist").doesNotContain(SECRET);
        assertThat(aidb.server().log()).contains("already exist").doesNotContain(SECRET);
    }

    @Test
    @DisplayName("nor does a failure of Postgres itself while the secret is written")
    void shouldNotLeakTheSecretOfAFailedWrite() throws SQLException, IOException {
        aidb.asOwner("""
                CREATE FUNCTION fail() RETURNS event_trigger LANGUAGE plpgsql
                AS $$ BEGIN RAISE EXCEPTION 'disk is full' USING ERRCODE = 'disk_full'; END $$
                """);
        aidb.asOwner(
                "CREATE EVENT TRIGGER fail ON ddl_command_start WHEN TAG IN ('CREATE USER MAPPING') EXECUTE FUNCTION fail()");
        ServerErrorMessage refusal = aidb.refusal(literally());
        assertThat(everythingIn(refusal)).contains("could not be stored").doesNotContain(SECRET);
        assertThat(refusal.getSQLState()).isEqualTo("53100");
        assertThat(aidb.server().log()).contains("could not be stored").doesNotContain(SECRET);
        assertThat(aidb.rows("SELECT 1 FROM aidb.models WHERE name = 'failed'")).isEmpty();
    }

    @Test
    @DisplayName("nor does a timeout while the write waits for a lock")
    void shouldNotLeakTheSecretOfACancelledWrite() throws SQLException, IOException {
        try (Connection blocker =
                aidb.server().postgres().dataSource(aidb.name()).getConnection()) {
            blocker.setAutoCommit(false);
            AidbDatabase.rows(blocker, "LOCK TABLE pg_user_mapping IN EXCLUSIVE MODE");
            aidb.rows("SET statement_timeout = '300ms'");
            ServerErrorMessage refusal = aidb.refusal(literally());
            assertThat(refusal.getSQLState()).isEqualTo("57014");
            assertThat(everythingIn(refusal)).doesNotContain(SECRET);
            assertThat(aidb.server().log()).doesNotContain(SECRET);
        }
    }

    @Test
    @DisplayName("nor does the end of the session while the write waits for a lock")
    void shouldNotLogTheSecretOfAnEndedSession() throws Exception {
        try (Connection blocker =
                        aidb.server().postgres().dataSource(aidb.name()).getConnection();
                Connection victim = aidb.connectAs(AidbServer.MEMBER, aidb.name())) {
            blocker.setAutoCommit(false);
            AidbDatabase.rows(blocker, "LOCK TABLE pg_user_mapping IN EXCLUSIVE MODE");
            CompletableFuture<?> write =
                    CompletableFuture.runAsync(() -> assertThatThrownBy(() -> AidbDatabase.rows(victim, literally()))
                            .isInstanceOf(SQLException.class));
            await().until(() -> !AidbDatabase.rows(blocker, END_THE_WAITING_SESSION, aidb.name())
                    .isEmpty());
            write.get(10, TimeUnit.SECONDS);
        }
        assertThat(aidb.server().log())
                .contains("terminating connection due to administrator command")
                .doesNotContain(SECRET);
    }

    private static String literally() {
        return "SELECT aidb.create_model('failed', 'nim_reranking', credentials => '%s')".formatted(apiKey(SECRET));
    }

    private static String apiKey(String key) {
        return "{\"api_key\": \"%s\"}".formatted(key);
    }

    private static String everythingIn(ServerErrorMessage message) {
        return String.join(
                "\n",
                String.valueOf(message.getMessage()),
                String.valueOf(message.getDetail()),
                String.valueOf(message.getHint()),
                String.valueOf(message.getWhere()),
                String.valueOf(message.getInternalQuery()),
                message.toString());
    }
}
