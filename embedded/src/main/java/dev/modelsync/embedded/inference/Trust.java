package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * Which certificates of a provider are good enough, by {@code tls_config} of a model: {@code {"insecure_skip_verify":
 * bool, "ca_path": text}}.
 *
 * <p>ASSUMPTION: section 2.1. What {@code ca_path} names is a file with certificates in PEM, on the server, read at each
 * call; they are trusted besides those that are trusted anyway.
 *
 * @param anything whether any certificate for any name is good enough
 * @param authorities certificates in PEM; empty for none
 */
record Trust(boolean anything, String authorities) {
    static final Trust ORDINARY = new Trust(false, "");

    private static final String SKIP = "insecure_skip_verify";
    private static final String AUTHORITIES = "ca_path";

    /** @throws StepFailedException when it is of another form, or what it names cannot be read */
    static Trust of(String model, JsonNode tls) {
        if (tls.isMissingNode() || tls.isNull()) {
            return ORDINARY;
        }
        if (!tls.isObject()) {
            throw unusable(model, "\"tls_config\" is no object");
        }
        return new Trust(skips(model, tls.path(SKIP)), authorities(model, tls.path(AUTHORITIES)));
    }

    private static boolean skips(String model, JsonNode skip) {
        if (!skip.isMissingNode() && !skip.isBoolean()) {
            throw unusable(model, "\"%s\" of its \"tls_config\" is neither true nor false".formatted(SKIP));
        }
        return skip.asBoolean(false);
    }

    private static String authorities(String model, JsonNode file) {
        if (file.isMissingNode()) {
            return "";
        }
        if (!file.isString()) {
            throw unusable(model, "\"%s\" of its \"tls_config\" is no text".formatted(AUTHORITIES));
        }
        try {
            return Files.readString(Path.of(file.asString()));
        } catch (IOException | InvalidPathException e) {
            throw unusable(
                    model,
                    "\"%s\" of its \"tls_config\" names no file that can be read: '%s'"
                            .formatted(AUTHORITIES, file.asString()));
        }
    }

    private static StepFailedException unusable(String model, String what) {
        return new StepFailedException(Reason.UNUSABLE_CONFIG, "Model \"%s\": %s".formatted(model, what));
    }
}
