package dev.modelsync.events.registration.rules;

import dev.modelsync.events.registration.rules.Violation.Code;
import org.jspecify.annotations.Nullable;

/** Texts from outside: whether they can be kept, and how they are shown in a message. */
public final class Texts {
    /** The longest reason of a change, in characters. */
    public static final int MAX_REASON = 500;

    private static final int SHOWN = 80;

    private Texts() {}

    /** Refuses what cannot be stored or would garble a log: control characters and torn surrogates. */
    static void check(String pointer, String text, int max, Violations found) {
        if (text.length() > max) {
            found.add(pointer, Code.TOO_LONG, "the text has " + text.length() + " characters; allowed: " + max);
        } else if (!isPlain(text)) {
            found.add(pointer, Code.INVALID, "the text holds a control character; allowed: printable characters");
        }
    }

    /** Whether a text can be the reason of a change. */
    public static boolean isReason(String text) {
        return text.length() <= MAX_REASON && isPlain(text);
    }

    /** Whether a text holds neither control characters nor torn surrogates. */
    public static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** A short form that is safe in a message. */
    public static String shown(@Nullable String text) {
        String plain = String.valueOf(text).replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "...";
    }

    /** A field's name as a part of a JSON pointer. */
    public static String pointerPart(String name) {
        return shown(name).replace("~", "~0").replace("/", "~1");
    }
}
