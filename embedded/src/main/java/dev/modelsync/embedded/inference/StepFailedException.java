package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.net.URI;

/** Ends a step within this package; its caller gets a {@link StepResult.Failed}. */
final class StepFailedException extends RuntimeException {
    private final Reason reason;
    private final String text;

    StepFailedException(Reason reason, String text) {
        super(text);
        this.reason = reason;
        this.text = text;
    }

    /** The same, with the address that was called. */
    StepFailedException at(URI address) {
        return new StepFailedException(reason, address + ": " + text);
    }

    <T> StepResult<T> result() {
        return new StepResult.Failed<>(reason, text);
    }
}
