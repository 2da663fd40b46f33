package dev.modelsync.events.activity.log;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log live: each follower is sent what has arrived since, in the order of arrival, and nothing twice. Stops
 * before the web server does, which would wait for its followers.
 */
final class ActivityFeed implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ActivityFeed.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    /** A connection whose other end is gone shows so only when something is sent. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private static final int AT_ONCE = 100;
    private static final int MAX_FOLLOWERS = 100;
    private static final int THREADS = 4;

    private final ActivityLog activity;
    private final JsonMapper json;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ScheduledExecutorService threads;

    ActivityFeed(ActivityLog activity, JsonMapper json) {
        this.activity = activity;
        this.json = json;
    }

    /**
     * @param after the place after which to go on; null for now
     * @return null when there are too many followers, or the application is being stopped
     */
    @Nullable SseEmitter follow(ActivityFilter filter, @Nullable Long after) {
        ScheduledExecutorService running = threads;
        if (running == null || followers.size() >= MAX_FOLLOWERS) {
            return null;
        }
        long end = activity.end();
        Follower follower = new Follower(filter, after == null ? end : Math.min(after, end));
        follower.start(running);
        return follower.emitter;
    }

    @Override
    public void start() {
        threads = Executors.newScheduledThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "activity-feed");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = threads;
        threads = null;
        if (running != null) {
            running.shutdownNow();
        }
        List.copyOf(followers).forEach(follower -> follower.emitter.complete());
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    /** One connection; its turns do not overlap. */
    private final class Follower {
        private final SseEmitter emitter = new SseEmitter(0L);
        private final ActivityFilter filter;
        private long seq;
        /** Long ago: the first turn sends a sign of life, with which the client gets the head of the answer. */
        private long sentAt = System.nanoTime() - 2 * SIGN_OF_LIFE.toNanos();

        private @Nullable Future<?> turns;

        Follower(ActivityFilter filter, long seq) {
            this.filter = filter;
            this.seq = seq;
        }

        synchronized void start(ScheduledExecutorService running) {
            followers.add(this);
            emitter.onCompletion(this::end);
            emitter.onError(error -> end());
            turns = running.scheduleWithFixedDelay(this::turn, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void end() {
            followers.remove(this);
            if (turns != null) {
                turns.cancel(false);
            }
        }

        private void turn() {
            try {
                for (ActivityLog.Arrival arrival : activity.since(filter, seq, AT_ONCE)) {
                    emitter.send(SseEmitter.event()
                            .id(Long.toString(arrival.seq()))
                            .name(arrival.isEntry() ? "entry" : "outcome")
                            .data(json.writeValueAsString(arrival.entry()), MediaType.TEXT_PLAIN));
                    seq = arrival.seq();
                    sentAt = System.nanoTime();
                }
                if (System.nanoTime() - sentAt > SIGN_OF_LIFE.toNanos()) {
                    emitter.send(SseEmitter.event().comment("alive"));
                    sentAt = System.nanoTime();
                }
            } catch (IOException | IllegalStateException e) {
                end();
            } catch (DataAccessException e) {
                log.warn("A follower of the activity log is let go, since the database does not answer; it may resume");
                emitter.complete();
                end();
            }
        }
    }
}
