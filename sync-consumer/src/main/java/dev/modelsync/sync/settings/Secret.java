package dev.modelsync.sync.settings;

/** A configured secret. Its text is never printed. */
record Secret(String text) {
    /** For the binding of properties, which finds public methods only. */
    public static Secret valueOf(String text) {
        return new Secret(text);
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
