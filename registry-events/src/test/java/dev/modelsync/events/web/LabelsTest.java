package dev.modelsync.events.web;

import dev.modelsync.events.registration.rules.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LabelsTest {
    @Test
    void shouldReadOneALine() {
        assertThat(Labels.parse(" a = 1 \r\n\n b=x=y\n c \n").values())
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "x=y"), Map.entry("c", ""));
    }

    @Test
    void shouldReportALabelThatIsGivenTwice() {
        assertThat(Labels.parse("a=1\na=2").violations())
                .singleElement()
                .extracting(Violation::pointer, Violation::code)
                .containsExactly("/labels", Violation.Code.DUPLICATE);
    }

    @Test
    void shouldComeBackAsTheyWere() {
        Map<String, String> labels = Map.of("a", "1=2");

        assertThat(Labels.parse(Labels.text(labels)).values()).isEqualTo(labels);
    }
}
