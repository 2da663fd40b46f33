package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.Reason;

/** A step that must not be taken after all; caught where the service's savepoint is. */
public final class RefusedStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    RefusedStepException(Reason reason) {
        super(reason.explanation());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
