package dev.modelsync.events.check;

import org.jspecify.annotations.Nullable;

/**
 * What a look has found.
 *
 * @param detail one sentence for a person, without a secret
 * @param remedy what to do about it; null where nothing is to be done
 */
public record Finding(
        String subject,
        Level level,
        String detail,
        @Nullable String remedy) {
    public enum Level {
        OK,
        /** It works, and somebody should know. */
        WARN,
        FAIL
    }

    public static Finding ok(String subject, String detail) {
        return new Finding(subject, Level.OK, detail, null);
    }

    public static Finding warn(String subject, String detail, String remedy) {
        return new Finding(subject, Level.WARN, detail, remedy);
    }

    public static Finding fail(String subject, String detail, String remedy) {
        return new Finding(subject, Level.FAIL, detail, remedy);
    }
}
