package dev.modelsync.guarantee;

import java.util.Locale;

/** Something that goes wrong while changes arrive. */
interface Fault {
    /** Does it, with changes before, meanwhile and after; returns when the cause is gone, whatever it has left behind. */
    void inject(Trial trial);

    /** For a person. */
    default String title() {
        return getClass().getSimpleName().replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
