package dev.modelsync.events.fleet;

import java.util.Arrays;

/** How a model is no longer as its worker made it, by the names that workers tell. */
public enum ModelDrift {
    CHANGED("it has other settings"),
    REPLACED("somebody made another model of that name"),
    CREDENTIALS_LOST("its provider no longer has the credentials that were stored");

    private final String meaning;

    ModelDrift(String meaning) {
        this.meaning = meaning;
    }

    /** For a person; of a newer worker's kind, its name. */
    public static String meaning(String told) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(told))
                .findFirst()
                .map(kind -> kind.meaning)
                .orElse(told);
    }
}
