package dev.modelsync.sync.registry;

/** What AIDB shows to where it sends the requests of a model. Never printed. */
public final class ApiKey {
    private final String value;
    private final String fingerprint;

    /** @param fingerprint tells keys apart and gives none away */
    public ApiKey(String value, String fingerprint) {
        this.value = value;
        this.fingerprint = fingerprint;
    }

    public String fingerprint() {
        return fingerprint;
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
