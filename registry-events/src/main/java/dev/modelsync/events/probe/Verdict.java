package dev.modelsync.events.probe;

import dev.modelsync.events.registration.view.EndpointState;
import org.jspecify.annotations.Nullable;

/**
 * What is held of an endpoint after some probes. What may pass is believed when it was seen twice in a
 * row; everything else at once, for a provider that refuses a key has understood the request.
 *
 * @param failures in a row that may pass
 * @param confirmed whether the latest probe was believed; else the next one follows soon
 */
record Verdict(EndpointState state, @Nullable ProbeCause cause, int failures, boolean confirmed) {
    static final Verdict READY = new Verdict(EndpointState.READY, null, 0, true);

    private static final int BELIEVED = 2;

    /** What was held before is kept where the finding is not believed yet. */
    static Verdict after(int failures, Finding finding) {
        ProbeCause cause = finding.cause();
        if (cause == null) {
            return READY;
        }
        int inARow = cause.mayPass() ? failures + 1 : 0;
        return new Verdict(cause.state(), cause, inARow, !cause.mayPass() || inARow >= BELIEVED);
    }
}
