package dev.modelsync.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a look has found.
 *
 * @param remedy what to do about it; null where nothing is to be done
 */
record Finding(
        Level level,
        String subject,
        String detail,
        @Nullable String remedy) {
    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String detail) {
        return new Finding(Level.OK, subject, detail, null);
    }

    static Finding warn(String subject, String detail, String remedy) {
        return new Finding(Level.WARN, subject, detail, remedy);
    }

    static Finding fail(String subject, String detail, String remedy) {
        return new Finding(Level.FAIL, subject, detail, remedy);
    }

    boolean isWell() {
        return level == Level.OK;
    }
}
