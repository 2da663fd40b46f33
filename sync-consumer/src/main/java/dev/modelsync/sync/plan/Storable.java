package dev.modelsync.sync.plan;

import java.time.Instant;

/** What every database can hold; anything else is refused where it enters, not where it is stored. */
final class Storable {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Storable() {}

    static void check(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " holds the character NUL, which is not allowed");
        }
    }

    static void check(String what, Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    what + " is " + time + ", allowed is from " + EARLIEST + " to " + LATEST);
        }
    }
}
