package dev.modelsync.embedded;

import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.StepResult;
import dev.modelsync.embedded.inference.StepResult.Reason;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import static dev.modelsync.embedded.AidbSteps.PNG;
import static dev.modelsync.embedded.AidbSteps.assertFailed;
import static dev.modelsync.embedded.AidbSteps.caller;
import static dev.modelsync.embedded.AidbSteps.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("AIDB contract, sections 2.1, 2.3 and 2.6: what a step reads before it calls, and how it fails")
class AidbCallerIT {
    private static final String EMBEDDINGS = "/v1/embeddings";

    private final AidbSteps steps = new AidbSteps();

    @AfterEach
    void close() {
        steps.close();
    }

    @Nested
    @DisplayName("7.6.0")
    class Release760 {
        @RegisterExtension
        final AidbDatabase aidb = new AidbDatabase();

        @Test
        @DisplayName("without a mapping nothing is sent, and what the provider says is told with the address")
        void shouldSendNoCredentialWhereThereIsNone() throws SQLException {
            steps.create(aidb, "m", "openai_embeddings", EMBEDDINGS);
            assertFailed(embed("m"), Reason.HTTP_STATUS, steps.provider().baseUrl() + EMBEDDINGS + ": status 401: ");
            assertThat(steps.shown("Authorization")).containsExactly("");
        }

        @Test
        @DisplayName("a new secret and a model made anew are in effect at the next call; a deleted model is not found")
        void shouldSeeEachChangeOfTheRegistry() throws SQLException {
            aidb.row("""
                    SELECT aidb.create_model('m', 'openai_embeddings', ?::jsonb, '{"api_key": "one"}', validate => false)
                    """, steps.config(EMBEDDINGS));
            done(embed("m"));
            aidb.row("""
                    SELECT aidb.create_model('m', 'openai_embeddings', '{}', '{"api_key": "two"}', true, validate => false)
                    """);
            done(embed("m"));
            aidb.row("SELECT aidb.delete_model('m')");
            steps.create(aidb, "m", "openai_completions", "/v1/chat/completions");
            assertWrongKind("m", embed("m"), "text embedding");
            aidb.row("SELECT aidb.delete_model('m')");
            assertFailed(embed("m"), Reason.MODEL_NOT_FOUND, "Model not found: m");
            assertThat(steps.shown("Authorization")).containsExactly("Bearer one", "Bearer two");
        }

        @Test
        @DisplayName("credentials_env: the variable of the server's process, a bare secret or an object")
        void shouldReadTheVariableOfTheEnvironment() throws SQLException {
            aidb.row("""
                    SELECT aidb.create_model('m', 'gemini', ?::jsonb, credentials_env => 'AIDB_KEY', validate => false)
                    """, steps.config("/v1beta"));
            done(caller(aidb, Map.of("AIDB_KEY", "bare")).summarizeText("m", "x"));
            done(caller(aidb, Map.of("AIDB_KEY", AidbSteps.apiKey("inside"))).summarizeText("m", "x"));
            assertFailed(
                    caller(aidb).summarizeText("m", "x"),
                    Reason.UNUSABLE_CREDENTIAL,
                    "environment variable \"AIDB_KEY\" is not set");
            assertThat(steps.shown("x-goog-api-key")).containsExactly("bare", "inside");
        }

        @ParameterizedTest(name = "{0} is respected, and named")
        @ValueSource(strings = {"aidb.egress_allowlist", "edb.egress_allowlist"})
        void shouldNotCallAHostThatTheEgressListForbids(String parameter) throws SQLException {
            steps.createWithKey(aidb, "m", "openai_embeddings", EMBEDDINGS);
            allow(parameter, "api.openai.com, .nvidia.com, 10.0.0.0/8");
            assertFailed(embed("m"), Reason.EGRESS_FORBIDDEN, "host \"127.0.0.1\" is not allowed by " + parameter);
            assertThat(steps.provider().requests()).isEmpty();
            allow(parameter, "127.0.0.0/8");
            done(embed("m"));
        }

        @Test
        @DisplayName("a model that runs in the server's process is not called")
        void shouldTellThatAProviderIsNotCalledOverHttp() {
            assertFailed(
                    embed("bert"),
                    Reason.UNSUPPORTED_PROVIDER,
                    "The requested adapter is not supported by the model provider: bert_local");
        }

        @Test
        @DisplayName("each step asks for its own kind of model")
        void shouldRefuseAModelOfAnotherKind() throws SQLException {
            steps.create(aidb, "r", "nim_reranking", "/v1/ranking");
            steps.create(aidb, "g", "gemini", "/v1beta");
            AidbCaller caller = caller(aidb);
            assertWrongKind("r", embed("r"), "text embedding");
            assertWrongKind("r", caller.knowledgeBaseOfImages("r", List.of(PNG)), "image embedding");
            assertWrongKind("r", caller.summarizeText("r", "x"), "language");
            assertWrongKind("r", caller.performOcr("r", PNG), "OCR");
            assertWrongKind("g", caller.rerank("g", "x", List.of("y")), "reranking");
            assertThat(steps.provider().requests()).isEmpty();
        }

        @Test
        @DisplayName("a config that does not say where to call is told, and nothing leaves for a default address")
        void shouldNotCallWithoutAnAddress() throws SQLException {
            aidb.row("SELECT aidb.create_model('m', 'openai_embeddings', '{\"model\": \"x\"}', validate => false)");
            assertFailed(embed("m"), Reason.UNUSABLE_CONFIG, "Model \"m\" has no \"url\" in its config");
        }

        @Test
        @DisplayName("OCR takes PNG and JPEG")
        void shouldRefuseAnotherKindOfImage() throws SQLException {
            steps.create(aidb, "m", "nim_paddle_ocr", "/v1/infer");
            assertFailed(
                    caller(aidb).performOcr("m", new byte[] {'G', 'I', 'F'}),
                    Reason.UNUSABLE_INPUT,
                    "The image is neither PNG nor JPEG");
        }

        @Test
        @DisplayName("who only is a member of aidb_users cannot take AIDB's place: it does not see the credentials")
        void shouldFailAsARoleThatSeesNoCredential() throws SQLException {
            steps.createWithKey(aidb, "m", "openai_embeddings", EMBEDDINGS);
            PGSimpleDataSource member = new PGSimpleDataSource();
            member.setUrl(aidb.server().postgres().jdbcUrl(aidb.name()));
            member.setUser(AidbServer.MEMBER);
            member.setPassword(AidbServer.MEMBER);
            assertThatIllegalStateException()
                    .isThrownBy(() -> new AidbCaller(member).knowledgeBase("m", List.of("x")))
                    .withMessage("Model \"m\" cannot be looked up");
            assertThat(steps.provider().requests()).isEmpty();
        }

        private StepResult<List<List<Double>>> embed(String model) {
            return caller(aidb).knowledgeBase(model, List.of("x"));
        }

        private void allow(String parameter, String list) throws SQLException {
            aidb.asOwner("ALTER DATABASE %s SET %s = '%s'".formatted(aidb.name(), parameter, list));
        }
    }

    @Nested
    @DisplayName("a build in which an unknown name is an error; question 3")
    class UnknownNameIsAnError {
        @RegisterExtension
        final AidbDatabase aidb =
                AidbDatabase.of(AidbStandIn.VERSION, "aidb_stand_in.get_model_of_unknown_name = 'error'");

        @Test
        @DisplayName("says the same")
        void shouldSayTheSame() {
            assertFailed(caller(aidb).summarizeText("nobody", "x"), Reason.MODEL_NOT_FOUND, "Model not found: nobody");
        }
    }

    @Nested
    @DisplayName("2.6: named credentials")
    class NamedCredentials {
        @RegisterExtension
        final AidbDatabase aidb = AidbDatabase.of(AidbStandIn.VERSION_NAMED_CREDENTIALS);

        @Test
        @DisplayName("\"none\" sends nothing; a model from before uses its provider's mapping")
        void shouldSendWhatBelongsToTheModel() throws SQLException {
            aidb.asOwner("CREATE USER MAPPING FOR PUBLIC SERVER openai_embeddings OPTIONS (api_key 'of-the-provider')");
            steps.create(aidb, "none", "openai_embeddings", EMBEDDINGS);
            steps.create(aidb, "old", "openai_embeddings", EMBEDDINGS);
            aidb.asOwner("ALTER FOREIGN TABLE aidb_models.old OPTIONS (DROP credential)");
            assertFailed(
                    caller(aidb).knowledgeBase("none", List.of("x")),
                    Reason.HTTP_STATUS,
                    steps.provider().baseUrl() + EMBEDDINGS + ": status 401");
            done(caller(aidb).knowledgeBase("old", List.of("x")));
            assertThat(steps.shown("Authorization")).containsExactly("", "Bearer of-the-provider");
        }

        @Test
        @DisplayName("the secret does not go to a host that its pattern does not name")
        void shouldKeepTheSecretFromOtherHosts() throws SQLException {
            aidb.row("SELECT aidb.create_credential('elsewhere', '{\"api_key\": \"one\"}', '*.openai.com')");
            steps.createWithCredential(aidb, "m", "openai_embeddings", EMBEDDINGS, "elsewhere");
            assertFailed(
                    caller(aidb).knowledgeBase("m", List.of("x")),
                    Reason.UNUSABLE_CREDENTIAL,
                    "Model \"m\": the credential may not go to the host of the model");
            assertThat(steps.provider().requests()).isEmpty();
        }
    }

    private static void assertWrongKind(String model, StepResult<?> result, String operations) {
        assertFailed(
                result, Reason.WRONG_KIND, "Model \"%s\" does not support %s operations".formatted(model, operations));
    }
}
