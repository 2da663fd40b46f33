package dev.modelsync.benchmark.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run.
 *
 * @param command what repeats it
 * @param surroundings machine, load, versions and settings, by what they are called
 */
public record Report(
        String title,
        Instant at,
        String command,
        Map<String, String> surroundings,
        List<Table> tables,
        List<Goal> goals) {
    public Report {
        surroundings = Collections.unmodifiableMap(new LinkedHashMap<>(surroundings));
        tables = List.copyOf(tables);
        goals = List.copyOf(goals);
    }

    /**
     * Figures of one kind of load.
     *
     * @param load what was done
     */
    public record Table(String title, String load, List<Figure> figures) {
        public Table {
            figures = List.copyOf(figures);
        }

        /** @throws IllegalArgumentException when there is none of that key */
        public Figure figure(String key) {
            return figures.stream()
                    .filter(figure -> figure.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No figure " + key + " in " + title));
        }
    }
}
