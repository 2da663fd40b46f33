package dev.modelsync.events.request;

import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.registration.rules.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change: what the header says. Where callers are authenticated, the guard has set it to who they are, whatever
 * they sent; else it is taken on trust.
 */
public final class Actor {
    public static final String HEADER = "X-Actor";

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
                    HEADER,
                    "it is '" + Texts.shown(header) + "'; allowed: at most " + MAX_LENGTH + " printable characters");
        }
        return header.strip();
    }
}
