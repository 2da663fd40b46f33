package dev.modelsync.events.registration.rules;

import dev.modelsync.events.registration.rules.RegistrationRules.Existing;
import dev.modelsync.events.registration.rules.ServiceDraft.ModelDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.modelsync.events.registration.rules.Draft.COMPLETION;
import static dev.modelsync.events.registration.rules.Draft.EMBEDDING;
import static dev.modelsync.events.registration.rules.Draft.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RegistrationRulesTest {
    private final Violations found = new Violations();

    @Test
    void shouldResolveModelsAndDefaults() {
        Registration registration = check(Draft.good(), null).orElseThrow();

        assertThat(registration.protocol()).isEqualTo(ApiProtocol.OPENAI_V1);
        assertThat(registration.models())
                .containsExactly(new Model(
                        "svc", "text-embedding-3-small", "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings"));
    }

    @Test
    void shouldNameSeveralModelsByServiceAndSlug() {
        Draft draft = Draft.good();
        draft.models = List.of(
                EMBEDDING,
                new ModelDraft("meta-llama/Llama 3.1:8B", "TEXT_COMPLETION", null),
                new ModelDraft("x", "TEXT_COMPLETION", "My_Model.1"));

        assertThat(names(draft, null))
                .containsExactly("svc-text-embedding-3-small", "svc-meta-llama-llama-3.1-8b", "My_Model.1");
    }

    @Test
    void shouldKeepTheNameOfAModelWhenAnotherIsAdded() {
        Draft draft = Draft.good();
        draft.models = List.of(EMBEDDING, COMPLETION);

        assertThat(names(draft, existing())).containsExactly("svc", "svc-gpt-4o");
    }

    @Test
    void shouldRenameAModelWhenTheEditSaysSo() {
        Draft draft = Draft.good();
        draft.models = List.of(new ModelDraft("text-embedding-3-small", "TEXT_EMBEDDING", "other"));

        assertThat(names(draft, existing())).containsExactly("other");
    }

    @Test
    void shouldNotNeedTheCredentialsAgainForAnotherPath() {
        Draft draft = Draft.good();
        draft.credentials = null;
        draft.endpointUrl = "https://API.openai.com:443/base";

        assertThat(check(draft, existing())).isPresent();
    }

    @ParameterizedTest
    @MethodSource
    void shouldNeedTheCredentialsAgainForAnotherOrigin(String endpoint) {
        Draft draft = Draft.good();
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
        Draft draft = Draft.good();
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

    @Test
    void shouldNotChangeNameNorProvider() {
        Draft draft = Draft.good();
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
        Draft draft = Draft.good();
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
}
