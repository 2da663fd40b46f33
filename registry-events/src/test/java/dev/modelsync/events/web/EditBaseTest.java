package dev.modelsync.events.web;

import dev.modelsync.events.web.EditBase.Difference;
import dev.modelsync.events.web.EditBase.Merge;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

class EditBaseTest {
    private final ServiceForm began = form(Map.of());

    @Test
    void shouldFollowTheOtherWhereTheEditorChangedNothing() {
        ServiceForm theirs = form(Map.of("labels", "a=2", "models.0.upstreamModel", "new", "allowInsecure", "true"));

        Merge merge = EditBase.of(began).merge(form(Map.of("endpointUrl", "https://mine")), theirs);

        assertThat(merge.form().text("endpointUrl")).isEqualTo("https://mine");
        assertThat(merge.form().text("labels")).isEqualTo("a=2");
        assertThat(merge.form().isInsecure()).isTrue();
        assertThat(merge.form().models()).isEqualTo(theirs.models());
        assertThat(merge.differences())
                .extracting(Difference::field)
                .containsExactly("allowInsecure", "models", "labels");
        assertThat(merge.differences()).extracting(Difference::yours).containsOnlyNulls();
    }

    @Test
    void shouldKeepWhatTheEditorTypedWhereBothChangedIt() {
        Merge merge = EditBase.of(began)
                .merge(form(Map.of("endpointUrl", "https://mine")), form(Map.of("endpointUrl", "https://theirs")));

        assertThat(merge.form().text("endpointUrl")).isEqualTo("https://mine");
        assertThat(merge.differences())
                .containsExactly(new Difference("endpointUrl", "https://began", "https://theirs", "https://mine"));
    }

    @Test
    void shouldNotBeDisturbedByTheSameChange() {
        ServiceForm same = form(Map.of("labels", "a=2"));

        assertThat(EditBase.of(began).merge(same, same).differences())
                .extracting(Difference::yours)
                .containsOnlyNulls();
    }

    @Test
    void shouldComeBackFromThePageAsItWas() {
        EditBase base = EditBase.of(began);

        assertThat(EditBase.parse(base.text(), form(Map.of("labels", "z=9")))).isEqualTo(base);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"labels\": null}",
                "{\"models\": 1}",
                "<script>",
                "{\"endpointUrl\":\"\",\"apiProtocolVersion\":\"\",\"allowInsecure\":\"\",\"labels\":\"\",\"models\":\"null\"}",
                "{\"endpointUrl\":\"\",\"apiProtocolVersion\":\"\",\"allowInsecure\":\"\",\"labels\":\"\",\"models\":\"[null]\"}",
                "{\"endpointUrl\":\"\",\"apiProtocolVersion\":\"\",\"allowInsecure\":\"\",\"labels\":\"\",\"models\":\"{\"}"
            })
    void shouldTakeTheServiceAsItIsWhereThePageCannotBeRead(String text) {
        assertThat(EditBase.parse(text, began)).isEqualTo(EditBase.of(began));
    }

    private static ServiceForm form(Map<String, String> others) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "endpointUrl", "https://began",
                "apiProtocolVersion", "OPENAI_V1",
                "labels", "a=1",
                "models.0.upstreamModel", "m",
                "models.0.function", "OCR",
                "models.0.registryName", "n"));
        fields.putAll(others);
        MultiValueMap<String, String> given = new LinkedMultiValueMap<>();
        fields.forEach(given::add);
        return ServiceForm.parse(given);
    }
}
