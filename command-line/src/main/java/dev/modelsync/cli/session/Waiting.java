package dev.modelsync.cli.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is the one that is waited for. */
public final class Waiting {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private Waiting() {}

    /** The last answer, whether it is the one or the time is over; always asks at least once. */
    public static <T> T until(Duration limit, Supplier<T> ask, Predicate<T> enough) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        T answer = ask.get();
        while (!enough.test(answer) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            answer = ask.get();
        }
        return answer;
    }
}
