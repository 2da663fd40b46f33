package dev.modelsync.benchmark.report;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * What the rounds of one run found, in their order.
 *
 * @param rounds at least one
 */
public record Samples(List<Double> rounds) {
    public Samples {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("No round was measured");
        }
    }

    public double median() {
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double least() {
        return rounds.stream().mapToDouble(round -> round).min().orElseThrow();
    }

    public double most() {
        return rounds.stream().mapToDouble(round -> round).max().orElseThrow();
    }

    /** Round by round, so that what disturbed a round disturbs both sides of a comparison. */
    public Samples with(Samples other, DoubleBinaryOperator comparison) {
        if (rounds.size() != other.rounds.size()) {
            throw new IllegalArgumentException(rounds.size() + " rounds beside " + other.rounds.size());
        }
        return new Samples(IntStream.range(0, rounds.size())
                .mapToObj(i -> comparison.applyAsDouble(rounds.get(i), other.rounds.get(i)))
                .toList());
    }
}
