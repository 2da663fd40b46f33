package dev.modelsync.events.web;

import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormErrorsTest {
    private static final List<String> FIELDS =
            List.of("name", "labels", "credentials", "credentials.apiKey", "models", "models.0", "models.0.function");

    @ParameterizedTest
    @CsvSource({
        "/name, name",
        "/labels/team~1x, labels",
        "/labels/a/b, labels",
        "/credentials/apiKey, credentials.apiKey",
        "/credentials/unknown, credentials",
        "/models/0/function, models.0.function",
        "/models/0/unknown, models.0",
        "/models/7/function, models",
        "/unknown, form",
        "'', form"
    })
    void shouldStandAtTheNearestField(String pointer, String field) {
        FormErrors errors = FormErrors.of(List.of(new Violation(pointer, Code.INVALID, "it is wrong")), FIELDS);

        assertThat(errors.at(field)).isEqualTo("It is wrong.");
    }

    @Test
    void shouldSayEverythingThatIsWrongWithAField() {
        FormErrors errors = FormErrors.of(
                List.of(
                        new Violation("/labels/a", Code.INVALID, "one"),
                        new Violation("/labels/b", Code.INVALID, "two")),
                FIELDS);

        assertThat(errors.at("labels")).isEqualTo("One. Two.");
    }
}
