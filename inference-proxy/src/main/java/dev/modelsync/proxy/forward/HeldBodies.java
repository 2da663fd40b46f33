package dev.modelsync.proxy.forward;

import java.util.concurrent.atomic.AtomicLong;

/** How much of bodies that have to be here as a whole is here, of all event loops together. Thread-safe. */
final class HeldBodies {
    private final AtomicLong bytes = new AtomicLong();
    private final long most;

    HeldBodies(long most) {
        this.most = most;
    }

    /** True when so much more may be held; then it is to be given back once. */
    boolean take(long more) {
        if (bytes.addAndGet(more) <= most) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    void giveBack(long less) {
        bytes.addAndGet(-less);
    }

    long bytes() {
        return bytes.get();
    }
}
