package dev.modelsync.events.registration;

import dev.modelsync.events.registration.rules.Texts;
import org.jspecify.annotations.Nullable;

/** Who makes a change. Taken on trust until the API authenticates its callers. */
public final class Actor {
    private static final String LOCAL = "local";
    private static final int MAX_LENGTH = 255;

    private Actor() {}

    /** @throws BadRequestException when the header cannot be a name */
    public static String of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return LOCAL;
        }
        if (header.length() > MAX_LENGTH || !Texts.isPlain(header)) {
            throw BadRequestException.header(
                    "X-Actor",
                    "it is '" + Texts.shown(header) + "'; allowed: at most " + MAX_LENGTH + " printable characters");
        }
        return header.strip();
    }
}
