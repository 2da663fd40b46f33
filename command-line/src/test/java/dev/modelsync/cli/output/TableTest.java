package dev.modelsync.cli.output;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableTest {
    private static final JsonNode ROW = JsonMapper.shared()
            .readTree(
                    "{\"text\": \"x\\u001b[2J\\ny\", \"number\": 7, \"nothing\": null, \"empty\": \"\", \"emoji\": \"\\ud83d\\ude80\"}");

    @Test
    void shouldAlignColumnsAndShowNothingAsADash() {
        assertThat(Table.of("NAME", "N", "X")
                        .row("long-name", ROW.get("number"), ROW.get("nothing"))
                        .row(ROW.get("emoji"), ROW.get("empty"), ROW.path("no-such"))
                        .row("s", 10, "end")
                        .text())
                .isEqualTo("""
                        NAME       N   X
                        long-name  7   -
                        \ud83d\ude80          -   -
                        s          10  end
                        """);
    }

    @Test
    void shouldNotLetATextSteerTheTerminal() {
        assertThat(Table.pairs().row("Text", ROW.get("text")).text()).isEqualTo("Text  x?[2J?y\n");
    }

    @Test
    void shouldKnowWhetherItHasRows() {
        assertThat(Table.of("A").isEmpty()).isTrue();
        assertThat(Table.of("A").row("b").isEmpty()).isFalse();
    }

    @Test
    void shouldRefuseARowOfAnotherWidth() {
        assertThatThrownBy(() -> Table.of("A", "B").row("only")).hasMessageContaining("1 cells; allowed: 2");
    }
}
