package dev.modelsync.guarantee;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One fault's trial: the landscape, the stream, and moments to wait for. A moment is never a time: it is a number
 * of changes written or of decisions taken, or something that is to be seen in the landscape.
 *
 * @param burst how many changes a fault writes
 * @param random decides when a fault strikes
 */
record Trial(Landscape site, ChangeStream stream, int burst, Random random) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Strikes at a random moment while changes arrive; returns when they are all written and it has struck. */
    void amid(Runnable strike) {
        CompletableFuture<Void> flow = stream.flow(burst);
        awaitWritten(stream.written() + random.nextInt(burst / 2));
        strike.run();
        finish(flow);
    }

    /** Strikes as soon as a worker has taken some decisions of changes that arrive. */
    void afterSomeDecisions(Runnable strike) {
        CompletableFuture<Void> flow = stream.flow(burst);
        long wanted = decided() + 1 + random.nextInt(burst);
        await("some decisions", () -> decided() >= wanted || flow.isDone());
        strike.run();
        finish(flow);
    }

    /** Changes go on to be written, now and then one, for so long. */
    void goOnFor(Duration duration) {
        long started = System.nanoTime();
        Awaitility.await()
                .atMost(duration.plus(PATIENCE))
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(() -> {
                    if (System.nanoTime() - started >= duration.toNanos()) {
                        return true;
                    }
                    stream.write(1);
                    return false;
                });
    }

    /** How many decisions have been taken on all clusters. */
    long decided() {
        return site.clusters().stream().mapToLong(Cluster::decided).sum();
    }

    /** While one cluster is dark, the others have to be as they ought to be. */
    void othersKeepUp(Cluster dark) {
        assertKept(new ClustersIndependent(dark));
    }

    /** Returns when every registry is as it ought to be, for faults that strike something at rest. */
    void awaitQuiet() {
        assertKept(new NothingLost());
    }

    void await(String what, BooleanSupplier condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(LOOK_EVERY)
                    .ignoreExceptions()
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Waited in vain for: " + what, e);
        }
    }

    private void assertKept(Guarantee guarantee) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(LOOK_EVERY.multipliedBy(5))
                .ignoreExceptionsMatching(e -> !(e instanceof AssertionError))
                .untilAsserted(() -> assertThat(guarantee.violations(site)).isEmpty());
    }

    private void awaitWritten(int number) {
        await("changes to be written", () -> stream.written() >= number);
    }

    private static void finish(CompletableFuture<Void> flow) {
        try {
            flow.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The stream has ended", e.getCause());
        }
    }
}
