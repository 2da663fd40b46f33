package dev.modelsync.events.activity;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for outcomes, each time one has been folded by this process. */
public final class OutcomeNews {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition folded = lock.newCondition();
    private long count;

    /** How many there were; taken before a look at the table, so that nothing falls in between. */
    public long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there were more than that many, or after the time. */
    public void awaitMoreThan(long seen, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (count <= seen && left > 0) {
                left = folded.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void announce() {
        lock.lock();
        try {
            count++;
            folded.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
