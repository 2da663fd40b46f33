package dev.modelsync.events.web.live;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One connection. Regions that come while it is being written to are passed over: the next ones say more. */
final class Follower {
    /** A connection whose other end is gone shows so only when something is sent. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    /** Then the browser connects again, where it still may: who has signed out meanwhile is not shown more. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    private final Seen seen;
    private final ExecutorService senders;
    private final Consumer<Follower> whenGone;
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile long sentAt;

    Follower(Seen seen, ExecutorService senders, Consumer<Follower> whenGone) {
        this.seen = seen;
        this.senders = senders;
        this.whenGone = whenGone;
        emitter.onTimeout(emitter::complete);
        emitter.onCompletion(this::gone);
        emitter.onError(error -> gone());
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** With which the browser gets the head of the answer. */
    void greet() {
        sending(this::signOfLife);
    }

    void offer(Map<String, String> regions) {
        sending(() -> send(regions));
    }

    void complete() {
        emitter.complete();
    }

    private interface Sending {
        void run() throws IOException;
    }

    private void sending(Sending work) {
        if (!sending.compareAndSet(false, true)) {
            return;
        }
        try {
            senders.execute(() -> {
                try {
                    work.run();
                } catch (IOException | IllegalStateException e) {
                    gone();
                } finally {
                    sending.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            gone();
        }
    }

    private void send(Map<String, String> regions) throws IOException {
        for (Map.Entry<String, String> region : regions.entrySet()) {
            if (seen.isNews(region.getKey(), region.getValue())) {
                SseEmitter.SseEventBuilder event = SseEmitter.event().name(region.getKey());
                region.getValue().lines().forEach(line -> event.data(line, MediaType.TEXT_PLAIN));
                emitter.send(event);
                sentAt = System.nanoTime();
            }
        }
        if (System.nanoTime() - sentAt > SIGN_OF_LIFE.toNanos()) {
            signOfLife();
        }
    }

    private void signOfLife() throws IOException {
        emitter.send(SseEmitter.event().comment("alive"));
        sentAt = System.nanoTime();
    }

    private void gone() {
        whenGone.accept(this);
    }
}
