package dev.modelsync.provider.secret;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The credential of a provider: its fields by name, for example {@code apiKey}. Never shows a value. */
public final class Secret {
    private final Map<String, String> fields;

    public Secret(Map<String, String> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** The values themselves: for the store and for the one who sends them to the provider. */
    public Map<String, String> reveal() {
        return fields;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields.keySet());
    }

    @Override
    public String toString() {
        return "Secret[" + String.join(", ", new TreeSet<>(fields.keySet())) + "]";
    }
}
