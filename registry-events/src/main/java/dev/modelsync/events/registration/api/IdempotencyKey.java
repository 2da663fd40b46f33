package dev.modelsync.events.registration.api;

import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.registration.rules.Texts;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header Idempotency-Key. */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /** @throws BadRequestException when one is given that cannot be kept */
    static void check(@Nullable String given) {
        if (given != null && !ALLOWED.matcher(given).matches()) {
            throw BadRequestException.header(
                    HEADER, "it is '" + Texts.shown(given) + "'; allowed: 1 to 255 visible ASCII characters");
        }
    }
}
