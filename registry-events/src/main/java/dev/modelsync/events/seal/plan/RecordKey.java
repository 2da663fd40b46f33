package dev.modelsync.events.seal.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names what is sealed of one service for one cluster, as the topic does. */
public record RecordKey(String cluster, String project, String service) {
    private static final Pattern SLASH = Pattern.compile("/");
    private static final int PARTS = 3;

    /** Empty for a text that no key has. */
    public static Optional<RecordKey> parse(String text) {
        String[] parts = SLASH.split(text, -1);
        return parts.length == PARTS ? Optional.of(new RecordKey(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    @Override
    public String toString() {
        return cluster + '/' + project + '/' + service;
    }
}
