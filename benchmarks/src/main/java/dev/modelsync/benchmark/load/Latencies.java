package dev.modelsync.benchmark.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** How long things took, to three digits. For one thread; what several found is put together afterwards. */
public final class Latencies {
    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double LAST_OF_A_HUNDRED = 99;
    private static final double NANOS_OF_A_MILLI = 1e6;

    private final Histogram nanos = new Histogram(Duration.ofMinutes(1).toNanos(), DIGITS);

    /** What is longer than a minute counts as a minute; clocks that are read in turn may differ by nothing at all. */
    public void record(long lasted) {
        nanos.recordValue(Math.min(Math.max(0, lasted), nanos.getHighestTrackableValue()));
    }

    public void add(Latencies others) {
        nanos.add(others.nanos);
    }

    public long count() {
        return nanos.getTotalCount();
    }

    public double medianMillis() {
        return nanos.getValueAtPercentile(MEDIAN) / NANOS_OF_A_MILLI;
    }

    public double p99Millis() {
        return nanos.getValueAtPercentile(LAST_OF_A_HUNDRED) / NANOS_OF_A_MILLI;
    }

    public double mostMillis() {
        return nanos.getMaxValue() / NANOS_OF_A_MILLI;
    }
}
