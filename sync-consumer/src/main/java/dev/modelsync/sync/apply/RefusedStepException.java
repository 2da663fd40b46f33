package dev.modelsync.sync.apply;

import dev.modelsync.sync.plan.Reason;

/** A step that must not be taken after all; caught where the service's savepoint is. */
final class RefusedStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    RefusedStepException(Reason reason) {
        super(reason.explanation());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
