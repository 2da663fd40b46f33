package dev.modelsync.events.registration.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects violations in the order in which they are found, one a field: the first says most. */
public final class Violations {
    private final Map<String, Violation> byPointer = new LinkedHashMap<>();

    public void add(String pointer, Violation.Code code, String detail) {
        byPointer.putIfAbsent(pointer, new Violation(pointer, code, detail));
    }

    public boolean has(String pointer) {
        return byPointer.containsKey(pointer);
    }

    public boolean isEmpty() {
        return byPointer.isEmpty();
    }

    public List<Violation> toList() {
        return List.copyOf(byPointer.values());
    }
}
