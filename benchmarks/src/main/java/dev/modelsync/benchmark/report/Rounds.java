package dev.modelsync.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what round after round finds. Figures come out in the order in which they first came in. */
public final class Rounds {
    private final Map<Kind, Map<String, List<Double>>> found = new LinkedHashMap<>();

    /** What is measured, without by whom. */
    public record Kind(String key, String title, String unit) {}

    public void add(Kind kind, String contestant, double value) {
        found.computeIfAbsent(kind, first -> new LinkedHashMap<>())
                .computeIfAbsent(contestant, first -> new ArrayList<>())
                .add(value);
    }

    /** @param contestants in the order of the table */
    public List<Figure> figures(List<String> contestants) {
        return found.entrySet().stream()
                .map(entry -> figure(entry.getKey(), entry.getValue(), contestants))
                .toList();
    }

    private static Figure figure(Kind kind, Map<String, List<Double>> values, List<String> contestants) {
        Map<String, Samples> of = new LinkedHashMap<>();
        contestants.stream()
                .filter(values::containsKey)
                .forEach(contestant -> of.put(contestant, new Samples(values.getOrDefault(contestant, List.of()))));
        return new Figure(kind.key(), kind.title(), kind.unit(), of);
    }
}
