package dev.modelsync.proxy.topics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is in force now. Written by the one who follows the topics; others may wait until it is different. */
final class ServedState {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition different = lock.newCondition();
    private volatile @Nullable Served now;

    void publish(Served next) {
        if (next.equals(now)) {
            return;
        }
        lock.lock();
        try {
            now = next;
            different.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Empty before the topics have been read. */
    Optional<Served> now() {
        return Optional.ofNullable(now);
    }

    /** Returns when it is another than the one given, or after the time. */
    void awaitOther(@Nullable Served than, Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (now == than && left > 0) {
                left = different.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many services have a newest change that is not in force. */
    int waiting() {
        return now().map(served -> served.waiting().size()).orElse(0);
    }
}
