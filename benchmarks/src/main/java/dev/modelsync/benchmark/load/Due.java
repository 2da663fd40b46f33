package dev.modelsync.benchmark.load;

import java.util.concurrent.locks.LockSupport;

/** Waiting for a moment of {@link System#nanoTime}. */
public final class Due {
    private Due() {}

    /** Returns at the moment, late by what the system's timer is late, and at once when it has passed. */
    public static void await(long moment) {
        for (long wait = moment - System.nanoTime(); wait > 0; wait = moment - System.nanoTime()) {
            LockSupport.parkNanos(wait);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a request was not yet due");
            }
        }
    }
}
