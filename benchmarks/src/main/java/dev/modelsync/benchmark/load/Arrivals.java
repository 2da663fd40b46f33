package dev.modelsync.benchmark.load;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * When requests are due, whatever becomes of those before: at random, independently of each other, at a mean rate.
 * The same seed gives the same moments.
 *
 * @param offsets nanoseconds from the beginning, growing
 */
public record Arrivals(long[] offsets) {
    public static Arrivals atRandom(long seed, double perSecond, Duration length) {
        SplittableRandom random = new SplittableRandom(seed);
        double mean = Duration.ofSeconds(1).toNanos() / perSecond;
        LongStream moments = LongStream.iterate(
                gap(random, mean), moment -> moment < length.toNanos(), moment -> moment + gap(random, mean));
        return new Arrivals(moments.toArray());
    }

    private static long gap(SplittableRandom random, double mean) {
        return Math.round(-mean * Math.log(1 - random.nextDouble()));
    }

    public int count() {
        return offsets.length;
    }
}
