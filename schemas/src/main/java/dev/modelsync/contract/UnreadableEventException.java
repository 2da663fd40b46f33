package dev.modelsync.contract;

import org.apache.kafka.common.errors.SerializationException;

/** A record that cannot be read. It says which of the known causes applies and never quotes the data. */
public final class UnreadableEventException extends SerializationException {
    private static final long serialVersionUID = 1L;

    /** Why a record could not be read. */
    public enum Cause {
        /** Not in the expected framing, cut off, or not fitting its own schema. */
        MALFORMED,
        /** Written with a schema that this version does not carry: a newer writer, most likely. */
        UNKNOWN_SCHEMA
    }

    private final Cause reason;

    UnreadableEventException(Cause reason, String detail) {
        super(reason + ": " + detail);
        this.reason = reason;
    }

    UnreadableEventException(Cause reason, String detail, Throwable cause) {
        super(reason + ": " + detail, cause);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}
