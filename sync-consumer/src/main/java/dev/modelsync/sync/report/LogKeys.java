package dev.modelsync.sync.report;

/**
 * The keys under which log lines carry what they are about, for structured logs. The text of each
 * line says the same, for those who read plain ones. Never an address, a payload or a secret.
 */
public final class LogKeys {
    public static final String CLUSTER = "cluster";

    /** {@code service_key} and not {@code service}, which one of the common formats uses for the process itself. */
    static final String SERVICE = "service_key";

    static final String EVENT = "event_id";
    static final String REVISION = "revision";
    static final String RESULT = "result";
    static final String REASON = "reason";
    static final String SUBJECT = "subject";

    private LogKeys() {}
}
