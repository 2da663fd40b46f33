package dev.modelsync.events.request;

import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.registration.rules.Texts;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Parameters of a query as they were sent; what is none of the allowed values is refused by name. */
public final class RequestParameters {
    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_DIGITS = 3;

    private RequestParameters() {}

    /** Strict: {@code dryRun=yes} would otherwise be a real write. */
    public static boolean flag(String name, @Nullable String given) {
        if (given == null || given.equals("false")) {
            return false;
        }
        if (given.equals("true")) {
            return true;
        }
        throw wrong(name, given, "true and false");
    }

    /** How many items a page has at most. */
    public static int limit(@Nullable String given) {
        if (given == null) {
            return DEFAULT_LIMIT;
        }
        if (given.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            int limit = Integer.parseInt(given);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw wrong("limit", given, "1 to " + MAX_LIMIT);
    }

    /**
     * A moment that is over.
     *
     * @return null when none is given
     */
    public static @Nullable Instant past(String name, @Nullable String given, Instant now) {
        if (given == null || given.isEmpty()) {
            return null;
        }
        String allowed = "a time of the past as 2026-11-24T20:15:00Z";
        try {
            Instant moment = Instant.parse(given);
            if (moment.isAfter(now) || moment.isBefore(Instant.EPOCH)) {
                throw wrong(name, given, allowed);
            }
            return moment;
        } catch (DateTimeParseException e) {
            throw wrong(name, given, allowed);
        }
    }

    public static BadRequestException wrong(String name, String given, String allowed) {
        return BadRequestException.parameter(name, "it is '" + Texts.shown(given) + "'; allowed: " + allowed);
    }
}
