package dev.modelsync.sync.worker;

import dev.modelsync.sync.consume.CredentialWatch;
import dev.modelsync.sync.credential.SealedTopicReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has what becomes of sealed credentials followed at once, on a thread of its own: a revocation waits for no chore. */
final class CredentialFollower {
    private static final String SUBJECT = "following credentials";

    private final CredentialWatch watch;
    private final SealedTopicReader reader;
    private final Housekeeping thread;
    private final AtomicBoolean pending = new AtomicBoolean();
    private boolean stopped;

    CredentialFollower(CredentialWatch watch, SealedTopicReader reader, Housekeeping thread) {
        this.watch = watch;
        this.reader = reader;
        this.thread = thread;
    }

    /** @param interval after which what could not be done is tried again */
    void start(Duration interval) {
        thread.every(interval, SUBJECT, watch::run);
        reader.onChange(this::soon);
    }

    /** A batch was committed that decided something. */
    void committed() {
        watch.wayMayBeMade();
        soon();
    }

    private synchronized void soon() {
        if (!stopped && pending.compareAndSet(false, true)) {
            thread.once(SUBJECT, this::run);
        }
    }

    private Optional<String> run() {
        pending.set(false);
        return watch.run();
    }

    void stop() {
        markStopped();
        thread.stop();
    }

    private synchronized void markStopped() {
        stopped = true;
    }
}
