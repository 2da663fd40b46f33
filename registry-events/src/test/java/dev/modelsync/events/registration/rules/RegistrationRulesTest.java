package dev.modelsync.events.registration.rules;

import dev.modelsync.events.registration.rules.RegistrationRules.Existing;
import dev.modelsync.events.registration.rules.ServiceDraft.ModelDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RegistrationRulesTest {
    private static final Map<String, String> KEY = Map.of("apiKey", "sk-secret");
    private static final ModelDraft EMBEDDING = new ModelDraft("text-embedding-3-small", "TEXT_EMBEDDING", null);
    private static final ModelDraft COMPLETION = new ModelDraft("gpt-4o", "TEXT_COMPLETION", null);

    private final Violations found = new Violations();

    @Test
    void shouldResolveModelsAndDefaults() {
        Registration registration = check(draft(), null).orElseThrow();

        assertThat(registration.protocol()).isEqualTo(ApiProtocol.OPENAI_V1);
        assertThat(registration.models())
                .containsExactly(new Model(
                        "svc", "text-embedding-3-small", "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings"));
    }

    @Test
    void shouldNameSeveralModelsByServiceAndSlug() {
        Draft draft = draft();
        draft.models = List.of(
                EMBEDDING,
                new ModelDraft("meta-llama/Llama 3.1:8B", "TEXT_COMPLETION", null),
                new ModelDraft("x", "TEXT_COMPLETION", "My_Model.1"));

        assertThat(names(draft, null))
                .containsExactly("svc-text-embedding-3-small", "svc-meta-llama-llama-3.1-8b", "My_Model.1");
    }

    @Test
    void shouldKeepTheNameOfAModelWhenAnotherIsAdded() {
        Draft draft = draft();
        draft.models = List.of(EMBEDDING, COMPLETION);

        assertThat(names(draft, existing())).containsExactly("svc", "svc-gpt-4o");
    }

    @Test
    void shouldRenameAModelWhenTheEditSaysSo() {
        Draft draft = draft();
        draft.models = List.of(new ModelDraft("text-embedding-3-small", "TEXT_EMBEDDING", "other"));

        assertThat(names(draft, existing())).containsExactly("other");
    }

    @Test
    void shouldNotNeedTheCredentialsAgainForAnotherPath() {
        Draft draft = draft();
        draft.credentials = null;
        draft.endpointUrl = "https://API.openai.com:443/base";

        assertThat(check(draft, existing())).isPresent();
    }

    @ParameterizedTest
    @MethodSource
    void shouldNeedTheCredentialsAgainForAnotherOrigin(String endpoint) {
        Draft draft = draft();
        draft.credentials = null;
        draft.endpointUrl = endpoint;

        check(draft, existing());

        assertThat(codes()).containsExactly("/endpointUrl CREDENTIALS_REQUIRED");
    }

    static Stream<String> shouldNeedTheCredentialsAgainForAnotherOrigin() {
        return Stream.of("http://api.openai.com", "https://api.openai.org", "https://api.openai.com:8443");
    }

    @Test
    void shouldAllowPrivateAddressesWhereThePlatformDoes() {
        Draft draft = draft();
        draft.endpointUrl = "http://127.0.0.1:8099";

        Optional<Registration> accepted = new RegistrationRules(true).check(draft.build(), null, found);

        assertThat(accepted).isPresent();
    }

    @Test
    void shouldReportEverythingAtOnce() {
        Draft draft = new Draft();
        draft.name = "Not A Name";
        draft.provider = "HAL";
        draft.endpointUrl = "http://10.0.0.1";

        check(draft, null);

        assertThat(codes())
                .containsExactlyInAnyOrder(
                        "/name INVALID", "/provider UNKNOWN_VALUE", "/endpointUrl ADDRESS_REFUSED", "/models REQUIRED");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void shouldRefuse(String code, Change change, String detail) {
        Draft draft = draft();
        change.to(draft);

        assertThat(check(draft, null)).isEmpty();
        assertThat(codes()).containsExactly(code);
        assertThat(found.toList().get(0).detail()).contains(detail).doesNotContain("sk-secret");
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                violation("/name REQUIRED", d -> d.name = null, "missing"),
                violation("/name INVALID", d -> d.name = "a..b", "'a..b'"),
                violation("/name INVALID", d -> d.name = "a".repeat(64), "63"),
                violation("/provider REQUIRED", d -> d.provider = null, "missing"),
                violation("/provider UNKNOWN_VALUE", d -> d.provider = "openai", "OPENROUTER"),
                violation("/endpointUrl REQUIRED", d -> d.endpointUrl = null, "missing"),
                violation("/endpointUrl INVALID", d -> d.endpointUrl = "https://x.com/v1", "/v1"),
                violation("/endpointUrl ADDRESS_REFUSED", d -> d.endpointUrl = "https://localhost", "public"),
                violation("/apiProtocolVersion UNKNOWN_VALUE", d -> d.protocol = "OPENAI_V9", "[OPENAI_V1]"),
                violation("/credentials REQUIRED", d -> d.credentials = null, "apiKey"),
                violation("/credentials INVALID", d -> d.credentials = Map.of(), "apiKey"),
                violation("/credentials INVALID", d -> d.credentials = Map.of("token", "sk-secret"), "token"),
                violation("/credentials/apiKey INVALID", d -> d.credentials = Map.of("apiKey", ""), "0"),
                violation("/credentials/apiKey INVALID", d -> d.credentials = Map.of("apiKey", "sk-secret\n"), "blank"),
                violation("/credentials/apiKey INVALID", d -> d.credentials = Map.of("apiKey", "sk secret"), "blank"),
                violation("/models REQUIRED", d -> d.models = List.of(), "at least one"),
                violation("/models TOO_LONG", d -> d.models = manyModels(101), "100"),
                violation(
                        "/models/0/upstreamModel REQUIRED",
                        d -> d.models = List.of(new ModelDraft(null, "TEXT_EMBEDDING", null)),
                        "missing"),
                violation(
                        "/models/0/upstreamModel INVALID",
                        d -> d.models = List.of(new ModelDraft(" x", "TEXT_EMBEDDING", null)),
                        "blank"),
                violation(
                        "/models/0/upstreamModel INVALID",
                        d -> d.models = List.of(new ModelDraft("x\u0000y", "TEXT_EMBEDDING", null)),
                        "control"),
                violation(
                        "/models/0/function UNKNOWN_VALUE",
                        d -> d.models = List.of(new ModelDraft("x", "CHAT", null)),
                        "TEXT_COMPLETION"),
                violation(
                        "/models/0/function NOT_OFFERED",
                        d -> d.models = List.of(new ModelDraft("x", "OCR", null)),
                        "[TEXT_EMBEDDING, TEXT_COMPLETION]"),
                violation(
                        "/models/0/registryName INVALID",
                        d -> d.models = List.of(new ModelDraft("x", "TEXT_EMBEDDING", "a b")),
                        "'a b'"),
                violation(
                        "/models/0/registryName INVALID",
                        d -> d.models = List.of(new ModelDraft("x".repeat(60), "TEXT_EMBEDDING", null), COMPLETION),
                        "default"),
                violation("/models/1 DUPLICATE", d -> d.models = List.of(EMBEDDING, EMBEDDING), "twice"),
                violation(
                        "/models/1/registryName DUPLICATE",
                        d -> d.models = List.of(
                                new ModelDraft("a/b", "TEXT_EMBEDDING", null),
                                new ModelDraft("a-b", "TEXT_EMBEDDING", null)),
                        "model 0"),
                violation("/labels/a~1%b INVALID", d -> d.labels = Map.of("a/%b", "x"), "label"),
                violation("/labels/a TOO_LONG", d -> d.labels = Map.of("a", "x".repeat(256)), "255"),
                violation("/labels TOO_LONG", d -> d.labels = manyLabels(33), "32"),
                violation("/reason TOO_LONG", d -> d.reason = "x".repeat(501), "500"),
                violation("/reason INVALID", d -> d.reason = "torn \ud800", "control"));
    }

    @Test
    void shouldNotChangeNameNorProvider() {
        Draft draft = draft();
        draft.name = "other";
        draft.provider = "ANTHROPIC";
        draft.models = List.of(COMPLETION);

        check(draft, existing());

        assertThat(codes()).containsExactly("/name IMMUTABLE", "/provider IMMUTABLE");
    }

    @ParameterizedTest
    @MethodSource
    void shouldTakeTheCredentialsOfTheProvider(
            String provider, @Nullable Map<String, String> credentials, boolean accepted) {
        Draft draft = draft();
        draft.provider = provider;
        draft.models = List.of(COMPLETION);
        draft.credentials = credentials;

        assertThat(check(draft, null).isPresent()).isEqualTo(accepted);
    }

    static Stream<Arguments> shouldTakeTheCredentialsOfTheProvider() {
        Map<String, String> pair = Map.of("accessKeyId", "AKIA", "secretAccessKey", "s");
        return Stream.of(
                arguments("AWS_BEDROCK", pair, true),
                arguments("AWS_BEDROCK", KEY, true),
                arguments("AWS_BEDROCK", Map.of("accessKeyId", "AKIA"), false),
                arguments("AWS_BEDROCK", null, false),
                arguments("OPENAI_COMPATIBLE", null, true),
                arguments("NVIDIA_NIM", null, true),
                arguments("NVIDIA_NIM", KEY, true),
                arguments("ANTHROPIC", null, false),
                arguments("GEMINI", KEY, true),
                arguments("OPENROUTER", pair, false));
    }

    private Optional<Registration> check(Draft draft, @Nullable Existing existing) {
        return new RegistrationRules(false).check(draft.build(), existing, found);
    }

    private List<String> names(Draft draft, @Nullable Existing existing) {
        return check(draft, existing).orElseThrow().models().stream()
                .map(Model::registryName)
                .toList();
    }

    private List<String> codes() {
        return found.toList().stream()
                .map(violation -> violation.pointer() + ' ' + violation.code())
                .toList();
    }

    private static Existing existing() {
        Model model =
                new Model("svc", "text-embedding-3-small", "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings");
        return new Existing("svc", "OPENAI", "https://api.openai.com", true, List.of(model));
    }

    private static Arguments violation(String code, Change change, String detail) {
        return arguments(code, change, detail);
    }

    private static List<ModelDraft> manyModels(int number) {
        List<ModelDraft> models = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            models.add(new ModelDraft("m" + i, "TEXT_EMBEDDING", null));
        }
        return models;
    }

    private static Map<String, String> manyLabels(int number) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < number; i++) {
            labels.put("l" + i, "x");
        }
        return labels;
    }

    private static Draft draft() {
        Draft draft = new Draft();
        draft.name = "svc";
        draft.provider = "OPENAI";
        draft.endpointUrl = "https://api.openai.com";
        draft.credentials = KEY;
        draft.models = List.of(EMBEDDING);
        return draft;
    }

    private interface Change {
        void to(Draft draft);
    }

    private static final class Draft {
        @Nullable String name;

        @Nullable String provider;

        @Nullable String endpointUrl;

        @Nullable String protocol;

        @Nullable Map<String, String> credentials;

        @Nullable List<ModelDraft> models;

        Map<String, String> labels = Map.of();

        @Nullable String reason;

        ServiceDraft build() {
            return new ServiceDraft(name, provider, endpointUrl, protocol, null, credentials, models, labels, reason);
        }
    }
}
