package dev.modelsync.quickstart;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What has been started so far; {@link #close} ends it, the last started first, each part whatever the others do. */
final class Running implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        IllegalStateException failure = null;
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("Not every part could be stopped", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
