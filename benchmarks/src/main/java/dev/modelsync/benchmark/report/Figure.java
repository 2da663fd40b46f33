package dev.modelsync.benchmark.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that was measured, of each contestant that has it.
 *
 * @param key for programs
 * @param of by contestant, in the order of the table
 */
public record Figure(String key, String title, String unit, Map<String, Samples> of) {
    public Figure {
        of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
    }

    /** @throws IllegalArgumentException when the contestant has no such figure */
    public Samples of(String contestant) {
        Samples samples = of.get(contestant);
        if (samples == null) {
            throw new IllegalArgumentException("Figure " + key + " has nothing of " + contestant);
        }
        return samples;
    }
}
