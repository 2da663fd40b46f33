package dev.modelsync.embedded;

import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.Ranking;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.modelsync.embedded.AidbSteps.KEY;
import static dev.modelsync.embedded.AidbSteps.PNG;
import static dev.modelsync.embedded.AidbSteps.apiKey;
import static dev.modelsync.embedded.AidbSteps.caller;
import static dev.modelsync.embedded.AidbSteps.done;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, section 4: each provider is called in its way, in each build with its kind of credentials")
class AidbAdaptersIT {
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};
    private static final String BEARER = "Authorization: Bearer " + KEY;
    private static final String CHAT = "/v1/chat/completions";
    private static final String EMBEDDINGS = "/v1/embeddings";

    /** All that Hybrid Manager's catalogue leads to, and the two older names. */
    private static final List<Adapter> ADAPTERS = List.of(
            new Adapter("openai_embeddings", EMBEDDINGS, EMBEDDINGS, BEARER, AidbAdaptersIT::embedsTexts),
            new Adapter("embeddings", EMBEDDINGS, EMBEDDINGS, BEARER, AidbAdaptersIT::embedsTexts),
            new Adapter("nim_embeddings", EMBEDDINGS, EMBEDDINGS, BEARER, AidbAdaptersIT::embedsTexts),
            new Adapter(
                    "openrouter_embeddings",
                    "/api/v1/embeddings",
                    "/api/v1/embeddings",
                    BEARER,
                    AidbAdaptersIT::embedsTexts),
            new Adapter("nim_clip", EMBEDDINGS, EMBEDDINGS, BEARER, AidbAdaptersIT::embedsImagesAndTexts),
            new Adapter("openai_completions", CHAT, CHAT, BEARER, AidbAdaptersIT::summarizes),
            new Adapter("completions", CHAT, CHAT, BEARER, AidbAdaptersIT::summarizes),
            new Adapter("nim_completions", CHAT, CHAT, BEARER, AidbAdaptersIT::summarizes),
            new Adapter("openrouter_chat", "/api" + CHAT, "/api" + CHAT, BEARER, AidbAdaptersIT::summarizes),
            new Adapter(
                    "anthropic_messages",
                    "/v1/messages",
                    "/v1/messages",
                    "x-api-key: " + KEY,
                    AidbAdaptersIT::summarizes),
            new Adapter(
                    "anthropic_messages_bedrock", "/model", "/model/of:0/invoke", BEARER, AidbAdaptersIT::summarizes),
            new Adapter(
                    "gemini",
                    "/v1beta",
                    "/v1beta/models/of:0:generateContent",
                    "x-goog-api-key: " + KEY,
                    AidbAdaptersIT::summarizes),
            new Adapter("nim_paddle_ocr", "/v1/infer", "/v1/infer", BEARER, AidbAdaptersIT::reads),
            new Adapter("nim_reranking", "/v1/ranking", "/v1/ranking", BEARER, AidbAdaptersIT::ranks));

    private static final Set<String> NOT_IN_7_4 = Set.of("anthropic_messages", "anthropic_messages_bedrock");

    private final AidbSteps steps = new AidbSteps();

    @AfterEach
    void close() {
        steps.close();
    }

    /**
     * One provider of AIDB. Its model has its name.
     *
     * @param path what is registered, below the address of the fake provider
     * @param called what is called
     * @param header the one that shows {@link AidbSteps#KEY}
     */
    private record Adapter(String name, String path, String called, String header, BiConsumer<AidbCaller, String> use) {
        String headerName() {
            return header.substring(0, header.indexOf(':'));
        }

        String headerValue() {
            return header.substring(header.indexOf(' ') + 1);
        }
    }

    @Nested
    @DisplayName("7.4.0")
    class Release740 {
        @RegisterExtension
        final AidbDatabase aidb = AidbDatabase.of(AidbStandIn.VERSION_7_4);

        @Test
        @DisplayName("with the secret of the provider's user mapping")
        void shouldCallEachProviderInItsWay() throws SQLException {
            for (Adapter adapter : ADAPTERS) {
                if (!NOT_IN_7_4.contains(adapter.name())) {
                    steps.createWithKey(aidb, adapter.name(), adapter.name(), adapter.path());
                    assertCalled(aidb, adapter);
                }
            }
        }
    }

    @Nested
    @DisplayName("7.6.0")
    class Release760 {
        @RegisterExtension
        final AidbDatabase aidb = new AidbDatabase();

        @Test
        @DisplayName("with the secret of the provider's user mapping")
        void shouldCallEachProviderInItsWay() throws SQLException {
            for (Adapter adapter : ADAPTERS) {
                steps.createWithKey(aidb, adapter.name(), adapter.name(), adapter.path());
                assertCalled(aidb, adapter);
            }
        }
    }

    @Nested
    @DisplayName("options that are jsonb; section 1.1")
    class OptionsAsObject {
        @RegisterExtension
        final AidbDatabase aidb = AidbDatabase.of(AidbStandIn.VERSION, "aidb_stand_in.options_type = 'jsonb'");

        @Test
        @DisplayName("make no difference")
        void shouldReadBothShapesOfOptions() throws SQLException {
            Adapter adapter = ADAPTERS.get(0);
            steps.createWithKey(aidb, adapter.name(), adapter.name(), adapter.path());
            assertCalled(aidb, adapter);
        }
    }

    @Nested
    @DisplayName("2.6: named credentials")
    class NamedCredentials {
        @RegisterExtension
        final AidbDatabase aidb = AidbDatabase.of(AidbStandIn.VERSION_NAMED_CREDENTIALS);

        @Test
        @DisplayName("with the secret of the model's credential, not with that of a mapping")
        void shouldCallEachProviderInItsWay() throws SQLException {
            aidb.row("SELECT aidb.create_credential('mine', ?::jsonb, '127.0.0.1')", apiKey(KEY));
            for (Adapter adapter : ADAPTERS) {
                aidb.asOwner("CREATE USER MAPPING FOR PUBLIC SERVER %s OPTIONS (api_key 'of-the-provider')"
                        .formatted(adapter.name()));
                steps.createWithCredential(aidb, adapter.name(), adapter.name(), adapter.path(), "mine");
                assertCalled(aidb, adapter);
            }
        }
    }

    private void assertCalled(AidbDatabase aidb, Adapter adapter) {
        int before = steps.provider().requests().size();
        adapter.use().accept(caller(aidb), adapter.name());
        List<RecordedRequest> called = steps.provider().requests();
        assertThat(called.subList(before, called.size()))
                .as(adapter.name())
                .isNotEmpty()
                .allSatisfy(request -> {
                    assertThat(request.method()).isEqualTo("POST");
                    assertThat(request.path()).isEqualTo(adapter.called());
                    assertThat(request.header(adapter.headerName())).contains(adapter.headerValue());
                    assertThat(request.headers().values().stream().flatMap(List::stream))
                            .filteredOn(value -> value.contains(KEY))
                            .hasSize(1);
                });
    }

    private static void embedsTexts(AidbCaller caller, String model) {
        assertThat(done(caller.knowledgeBase(model, List.of("one", "two"))))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(vector -> assertThat(vector).hasSize(1536));
    }

    private static void embedsImagesAndTexts(AidbCaller caller, String model) {
        List<List<Double>> images = done(caller.knowledgeBaseOfImages(model, List.of(PNG, JPEG)));
        assertThat(images).hasSize(2).doesNotHaveDuplicates();
        assertThat(done(caller.knowledgeBase(model, List.of("one")))).hasSize(1).doesNotContainAnyElementsOf(images);
    }

    private static void summarizes(AidbCaller caller, String model) {
        assertThat(done(caller.summarizeText(model, "A long story.")))
                .startsWith("You said: Summarize")
                .endsWith("A long story.");
    }

    private static void reads(AidbCaller caller, String model) {
        assertThat(done(caller.performOcr(model, PNG))).isEqualTo("fake text");
    }

    private static void ranks(AidbCaller caller, String model) {
        assertThat(done(caller.rerank(model, "this way", List.of("no", "this way"))))
                .extracting(Ranking::index)
                .containsExactly(1, 0);
    }
}
