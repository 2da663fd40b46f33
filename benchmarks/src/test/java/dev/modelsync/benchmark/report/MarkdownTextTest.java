package dev.modelsync.benchmark.report;

import dev.modelsync.benchmark.report.Goal.Bound;
import dev.modelsync.benchmark.report.Report.Table;
import dev.modelsync.benchmark.report.Rounds.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownTextTest {
    private static final Kind KIND = new Kind("p50", "latency", "ms");

    @Test
    void shouldShowEachContestantsMedianAndSpreadInTheOrderOfTheTable() {
        Rounds rounds = new Rounds();
        List.of(3.0, 1.0, 2.0).forEach(value -> rounds.add(KIND, "ours", value));
        List.of(0.5, 0.5, 0.5).forEach(value -> rounds.add(KIND, "theirs", value));
        rounds.add(new Kind("heap", "heap", "MiB"), "ours", 7);
        assertThat(MarkdownText.of(report(rounds.figures(List.of("theirs", "ours")), List.of())))
                .contains(
                        "# Run",
                        "By `./run`, at 1970-01-01T00:00:00Z.",
                        "* machine: a small one",
                        "## Calls",
                        "| | theirs | ours |")
                .contains("| latency, ms | 0.500 (0.500 to 0.500) | 2.00 (1.00 to 3.00) |")
                .contains("| heap, MiB | - | 7.00 (7.00 to 7.00) |");
    }

    @Test
    void shouldSayOfEachGoalWhetherItIsMet() {
        assertThat(MarkdownText.of(report(
                        List.of(),
                        List.of(
                                new Goal("a", "latency", " ms", Bound.AT_MOST, 1, new Samples(List.of(0.5, 0.9, 9.0))),
                                new Goal("b", "ratio", "×", Bound.AT_LEAST, 0.7, new Samples(List.of(0.65)))))))
                .contains("| latency | ≤ 1.00 ms | 0.900 (0.500 to 9.00) ms | met |")
                .contains("| ratio | ≥ 0.700× | 0.650 (0.650 to 0.650)× | **not met** |");
    }

    @ParameterizedTest
    @CsvSource({"0.0421, 0.042", "-0.5, -0.500", "1.3, 1.30", "12.34, 12.3", "123.4, 123", "'63123.4', '63,123'"})
    void shouldShowTheDigitsThatCount(double value, String shown) {
        assertThat(MarkdownText.number(value)).isEqualTo(shown);
    }

    private static Report report(List<Figure> figures, List<Goal> goals) {
        return new Report(
                "Run",
                Instant.EPOCH,
                "./run",
                Map.of("machine", "a small one"),
                List.of(new Table("Calls", "Some.", figures)),
                goals);
    }
}
