package dev.modelsync.events.activity;

import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the reasons of the workers mean, and what to do about them, in words for a person. */
public final class Reasons {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(
            "dev.modelsync.events.activity.reasons", Locale.ROOT, Reasons.class.getClassLoader());

    private Reasons() {}

    /** Null for a reason that is not known, as one of a newer worker. */
    public static @Nullable String meaning(@Nullable String reason) {
        return text(reason, "meaning");
    }

    /** What to do about it; null for a reason that is not known. */
    public static @Nullable String remedy(@Nullable String reason) {
        return text(reason, "remedy");
    }

    private static @Nullable String text(@Nullable String reason, String kind) {
        String key = reason + "." + kind;
        return TEXTS.containsKey(key) ? TEXTS.getString(key) : null;
    }
}
