package dev.modelsync.events.capture;

import dev.modelsync.events.publish.SourceReconciler;
import dev.modelsync.events.publish.SourceReconciler.Readings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the tables compared with their topics once the log is followed, then on an interval, when an operator
 * asks, and when a topic is not as it was left. A comparison begins with a reading of the tables and a
 * mark in the log after it; when the mark comes back, everything before it has been published, and the
 * thread that publishes compares.
 */
final class Comparisons {
    private static final Logger log = LoggerFactory.getLogger(Comparisons.class);

    private final SourceReconciler reconciler;
    private final LogMessages messages;
    private final Duration interval;
    private final AtomicReference<@Nullable Begun> begun = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean streaming;
    private volatile boolean snapshotTaken;
    private @Nullable Long lastBegunNanos;

    Comparisons(SourceReconciler reconciler, LogMessages messages, Duration interval) {
        this.reconciler = reconciler;
        this.messages = messages;
        this.interval = interval;
    }

    /** @param anew whether the topics are to be read again */
    private record Begun(String mark, Readings readings, boolean anew) {}

    /** From now on a mark comes back. */
    void streaming() {
        streaming = true;
    }

    /** The engine has read the tables instead of the log. */
    void snapshotTaken() {
        snapshotTaken = true;
    }

    /** As soon as possible, and with the topics read again. */
    void ask() {
        asked.set(true);
    }

    /** Begins a comparison if it is time for one. To be called every now and then, by one thread. */
    void turn() {
        if (!streaming) {
            return;
        }
        boolean due = lastBegunNanos == null || System.nanoTime() - lastBegunNanos >= interval.toNanos();
        boolean wanted = begun.get() == null && (asked.get() || reconciler.isDoubtful());
        if (due || wanted) {
            begin();
        }
    }

    private void begin() {
        lastBegunNanos = System.nanoTime();
        boolean anew = asked.getAndSet(false);
        Readings readings = reconciler.read();
        String mark = LogMessages.newMark();
        Begun earlier = begun.getAndSet(new Begun(mark, readings, anew));
        if (earlier != null) {
            log.warn(
                    "The log has not brought within {} what was written to it at {}; the comparison begins again",
                    interval,
                    earlier.readings().takenAt());
        }
        messages.emit(mark);
    }

    /** To be called by the thread that publishes, when everything before the mark has been published. */
    void reached(String mark) throws InterruptedException {
        Begun current = begun.get();
        if (current == null || !current.mark().equals(mark)) {
            return;
        }
        reconciler.reconcile(current.readings(), snapshotTaken, current.anew());
        snapshotTaken = false;
        begun.compareAndSet(current, null);
    }
}
