package dev.modelsync.events.registration.rules;

import dev.modelsync.events.registration.rules.ServiceDraft.ModelDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.modelsync.events.registration.rules.Draft.COMPLETION;
import static dev.modelsync.events.registration.rules.Draft.EMBEDDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Each rule alone. */
class RegistrationViolationsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void shouldRefuse(String code, Change change, String detail) {
        Draft draft = Draft.good();
        change.to(draft);
        Violations found = new Violations();

        assertThat(new RegistrationRules(false).check(draft.build(), null, found))
                .isEmpty();
        assertThat(found.toList())
                .extracting(violation -> violation.pointer() + ' ' + violation.code())
                .containsExactly(code);
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

    private interface Change {
        void to(Draft draft);
    }
}
