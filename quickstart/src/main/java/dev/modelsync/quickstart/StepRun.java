package dev.modelsync.quickstart;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.RecordedRequest;
import dev.modelsync.embedded.inference.StepResult;
import dev.modelsync.embedded.inference.StepResult.Done;
import dev.modelsync.embedded.inference.StepResult.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One run of a pipeline's step, and what the provider saw of it.
 *
 * @param result what AIDB got
 * @param seen the request that reached the provider meanwhile, empty when none did
 * @param after from the start of the first attempt until this one was over
 */
record StepRun(StepResult<?> result, Optional<RecordedRequest> seen, Duration after) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_CHARACTERS = 60;
    private static final long AGAIN_AFTER_NANOS = Duration.ofMillis(5).toNanos();

    /**
     * Runs the step until it ends as it should: the proxy learns of a change by the same event as the
     * cluster's worker, so that one of them is the last to know. Gives the last run in any case.
     */
    static StepRun until(Predicate<StepRun> asItShould, FakeProvider provider, Supplier<StepResult<?>> step) {
        long started = System.nanoTime();
        StepRun run = once(provider, step, started);
        while (!asItShould.test(run) && run.after().compareTo(PATIENCE) < 0) {
            LockSupport.parkNanos(AGAIN_AFTER_NANOS);
            run = once(provider, step, started);
        }
        return run;
    }

    private static StepRun once(FakeProvider provider, Supplier<StepResult<?>> step, long started) {
        int before = inferences(provider).size();
        StepResult<?> result = step.get();
        Optional<RecordedRequest> seen =
                inferences(provider).stream().skip(before).findFirst();
        return new StepRun(result, seen, Duration.ofNanos(System.nanoTime() - started));
    }

    /** What HM asks to know the status of an endpoint is no inference: it posts nothing. */
    private static List<RecordedRequest> inferences(FakeProvider provider) {
        return provider.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    boolean isDone() {
        return result instanceof Done<?>;
    }

    boolean failedFor(StepResult.Reason reason) {
        return result instanceof Failed<?> failed && failed.reason() == reason;
    }

    /** Whether the provider was called below the path, with that key. */
    boolean reached(String path, String key) {
        return isDone()
                && seen.filter(request -> request.path().startsWith(path))
                        .flatMap(request -> request.header("Authorization"))
                        .filter(("Bearer " + key)::equals)
                        .isPresent();
    }

    /** For a person: what came of it. */
    String describe() {
        if (result instanceof Failed<?> failed) {
            return "fails: " + failed.message();
        }
        return "%s  (provider saw POST %s, after %d ms)"
                .formatted(answer(), seen.map(RecordedRequest::path).orElse("nothing"), after.toMillis());
    }

    private String answer() {
        Object answer = result instanceof Done<?> done ? done.answer() : "";
        return answer instanceof List<?> vectors && vectors.get(0) instanceof List<?> vector
                ? "a vector of %d numbers".formatted(vector.size())
                : quoted(answer.toString());
    }

    private static String quoted(String text) {
        String line = text.replaceAll("\\s+", " ");
        return '"' + (line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS - 3) + "...") + '"';
    }
}
