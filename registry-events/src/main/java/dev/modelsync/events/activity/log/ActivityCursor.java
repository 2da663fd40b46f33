package dev.modelsync.events.activity.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The place in the log, newest first, after which a page starts. It names an entry and not a number of
 * entries, so that what arrives meanwhile moves nothing. Opaque to the client.
 */
public record ActivityCursor(Instant at, String id) {
    static Optional<ActivityCursor> parse(String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), UTF_8).split(" ", 2);
            return parts.length == 2 && parts[1].indexOf('\0') < 0
                    ? Optional.of(new ActivityCursor(Instant.parse(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    public String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(UTF_8));
    }
}
