package dev.modelsync.events.probe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one probe found.
 *
 * @param cause null when the endpoint is ready
 * @param seen in our own words, null when there is nothing to add to the cause
 * @param listed names of the provider's models, null when it told no list, or only a part
 */
record Finding(
        @Nullable ProbeCause cause,
        @Nullable String seen,
        @Nullable List<String> listed) {
    private static final String PREFIX = "models/";

    Finding {
        listed = listed == null ? null : listed.stream().map(Finding::bare).toList();
    }

    static Finding ready(@Nullable List<String> listed) {
        return new Finding(null, null, listed);
    }

    static Finding of(ProbeCause cause, @Nullable String seen) {
        return new Finding(cause, seen, null);
    }

    /** Whether one more attempt may find something else. */
    boolean mayPass() {
        return cause != null && cause.mayPass();
    }

    /** Gemini takes the names of its models with or without this prefix. */
    private static String bare(String model) {
        return model.startsWith(PREFIX) ? model.substring(PREFIX.length()) : model;
    }

    /** Those of the upstream models that the list does not name; null without a list. */
    @Nullable List<String> unlisted(List<String> models) {
        if (listed == null) {
            return null;
        }
        return models.stream()
                .distinct()
                .filter(model -> !listed.contains(bare(model)))
                .toList();
    }
}
