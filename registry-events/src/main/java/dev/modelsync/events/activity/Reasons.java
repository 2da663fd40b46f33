package dev.modelsync.events.activity;

import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the reasons of outcomes mean and what to do about them; null for one of a newer worker. */
public final class Reasons {
    private final ResourceBundle words = ResourceBundle.getBundle(
            "dev.modelsync.events.activity.reasons", Locale.ROOT, Reasons.class.getClassLoader());

    public @Nullable String meaning(@Nullable String reason) {
        return text(reason, "meaning");
    }

    public @Nullable String remedy(@Nullable String reason) {
        return text(reason, "remedy");
    }

    private @Nullable String text(@Nullable String reason, String kind) {
        String key = reason + "." + kind;
        return words.containsKey(key) ? words.getString(key) : null;
    }
}
