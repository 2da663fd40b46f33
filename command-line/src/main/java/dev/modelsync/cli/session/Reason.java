package dev.modelsync.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Why something is done. A mixin of the commands that the activity log tells of. */
public final class Reason {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the activity log")
    private @Nullable String text;

    /** Null where none was given. */
    public @Nullable String text() {
        return text;
    }

    public boolean isGiven() {
        return text != null && !text.isBlank();
    }

    /** Adds it to a request, where one was given. */
    public void putInto(ObjectNode request) {
        if (text != null) {
            request.put("reason", text);
        }
    }
}
