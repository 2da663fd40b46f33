package dev.modelsync.sync.doctor;

import java.util.Arrays;
import java.util.List;

/**
 * What one check found.
 *
 * @param remedy SQL for somebody who may run it; empty where no SQL helps
 */
public record Finding(Level level, String subject, String text, List<String> remedy) {

    /** How bad it is. */
    public enum Level {
        OK,
        /** The worker works, but not as it should. */
        WARN,
        /** The worker cannot do its work. */
        FAIL,
        /** Nothing answers, so that nothing can be said. */
        DARK
    }

    public Finding {
        remedy = List.copyOf(remedy);
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, List.of());
    }

    static Finding warn(String subject, String text, String... remedy) {
        return new Finding(Level.WARN, subject, text, Arrays.asList(remedy));
    }

    /** For the worker cannot do its work. */
    public static Finding fail(String subject, String text, String... remedy) {
        return new Finding(Level.FAIL, subject, text, Arrays.asList(remedy));
    }

    static Finding unreachable(String subject, String text) {
        return new Finding(Level.DARK, subject, text, List.of());
    }
}
