package dev.modelsync.benchmark.report;

import dev.modelsync.benchmark.report.Report.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import static java.util.stream.Collectors.joining;

/** A report for people: of each figure the median of the rounds, and the least and the most in parentheses. */
final class MarkdownText {
    private static final double WHOLE_FROM = 100;
    private static final double ONE_DIGIT_FROM = 10;
    private static final double TWO_DIGITS_FROM = 1;

    private MarkdownText() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder(
                "# %s%n%nBy `%s`, at %s.%n%n".formatted(report.title(), report.command(), report.at()));
        report.surroundings()
                .forEach((name, value) -> text.append("* ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        text.append("\nMedian of the rounds, and (least to most).\n");
        report.tables().forEach(table -> text.append(section(table)));
        return text.append(goals(report.goals())).toString();
    }

    private static String section(Table table) {
        Set<String> contestants = new LinkedHashSet<>();
        table.figures().forEach(figure -> contestants.addAll(figure.of().keySet()));
        StringBuilder text = new StringBuilder("\n## " + table.title() + "\n\n" + table.load() + "\n\n| |");
        contestants.forEach(contestant -> text.append(' ').append(contestant).append(" |"));
        text.append("\n|---|").append("---|".repeat(contestants.size())).append('\n');
        for (Figure figure : table.figures()) {
            text.append("| ")
                    .append(figure.title())
                    .append(", ")
                    .append(figure.unit())
                    .append(" | ")
                    .append(contestants.stream()
                            .map(contestant -> cell(figure.of(), contestant))
                            .collect(joining(" | ")))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String cell(Map<String, Samples> of, String contestant) {
        Samples samples = of.get(contestant);
        return samples == null ? "-" : spread(samples);
    }

    private static String goals(List<Goal> goals) {
        StringBuilder text = new StringBuilder("\n## Goals\n\n| goal | limit | measured | |\n|---|---|---|---|\n");
        for (Goal goal : goals) {
            text.append("| %s | %s %s%s | %s%s | %s |%n"
                    .formatted(
                            goal.title(),
                            goal.bound().sign(),
                            number(goal.limit()),
                            goal.unit(),
                            spread(goal.measured()),
                            goal.unit(),
                            goal.met() ? "met" : "**not met**"));
        }
        return text.toString();
    }

    private static String spread(Samples samples) {
        return "%s (%s to %s)".formatted(number(samples.median()), number(samples.least()), number(samples.most()));
    }

    /** Three digits that count, and no more. */
    static String number(double value) {
        double size = Math.abs(value);
        String format;
        if (size >= WHOLE_FROM) {
            format = "%,.0f";
        } else if (size >= ONE_DIGIT_FROM) {
            format = "%.1f";
        } else {
            format = size >= TWO_DIGITS_FROM ? "%.2f" : "%.3f";
        }
        return String.format(Locale.ROOT, format, value);
    }
}
