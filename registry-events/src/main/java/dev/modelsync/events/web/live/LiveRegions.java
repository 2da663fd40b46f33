package dev.modelsync.events.web.live;

import dev.modelsync.events.activity.OutcomeNews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends those regions of pages that have become different to the browsers that show them. Looks when an outcome has
 * come in, and each second besides; once for all who watch the same page, and not at all while nobody does. Stops
 * before the web server does, which would wait for the connections.
 */
public final class LiveRegions implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LiveRegions.class);
    /** Heartbeats and the outcomes that another instance folded are not announced here. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Between two looks, so that many outcomes are one change of the page. */
    private static final Duration REST = Duration.ofMillis(100);

    private static final int MAX_FOLLOWERS = 200;

    private final OutcomeNews news;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private volatile @Nullable Running running;

    public LiveRegions(OutcomeNews news) {
        this.news = news;
    }

    /** @param senders has a thread for each connection that is being written to: a slow one delays no other */
    private record Running(Thread looking, ExecutorService senders) {}

    /**
     * @param page equal for all who see the same
     * @param look renders the regions, by name
     * @param seen what the browser shows already
     * @return null when too many follow, or the application is being stopped
     */
    public @Nullable SseEmitter follow(String page, Supplier<Map<String, String>> look, Seen seen) {
        Running now = running;
        if (now == null || followers() >= MAX_FOLLOWERS) {
            return null;
        }
        Follower follower = new Follower(seen, now.senders(), gone -> leave(page, gone));
        watches.compute(page, (key, watch) -> (watch == null ? new Watch(look) : watch).with(follower));
        follower.greet();
        synchronized (watches) {
            watches.notifyAll();
        }
        return follower.emitter();
    }

    @Override
    public void start() {
        ExecutorService senders = Executors.newCachedThreadPool(task -> daemon(task, "live-sender"));
        Thread looking = daemon(this::look, "live-regions");
        running = new Running(looking, senders);
        looking.start();
    }

    @Override
    public void stop() {
        Running ended = running;
        running = null;
        if (ended != null) {
            ended.looking().interrupt();
            watches.values().forEach(Watch::complete);
            watches.clear();
            ended.senders().shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    private void leave(String page, Follower follower) {
        watches.computeIfPresent(page, (key, watch) -> watch.without(follower));
    }

    private int followers() {
        return watches.values().stream()
                .mapToInt(watch -> watch.followers.size())
                .sum();
    }

    private void look() {
        try {
            while (isRunning()) {
                awaitFollowers();
                long seen = news.count();
                watches.values().forEach(Watch::turn);
                Thread.sleep(REST.toMillis());
                news.awaitMoreThan(seen, LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitFollowers() throws InterruptedException {
        synchronized (watches) {
            while (watches.isEmpty()) {
                watches.wait();
            }
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A page that is being followed. */
    private record Watch(Supplier<Map<String, String>> look, List<Follower> followers) {
        Watch(Supplier<Map<String, String>> look) {
            this(look, List.of());
        }

        Watch with(Follower follower) {
            return new Watch(
                    look, Stream.concat(followers.stream(), Stream.of(follower)).toList());
        }

        @Nullable Watch without(Follower follower) {
            List<Follower> left =
                    followers.stream().filter(other -> other != follower).toList();
            return left.isEmpty() ? null : new Watch(look, left);
        }

        void turn() {
            try {
                Map<String, String> regions = look.get();
                followers.forEach(follower -> follower.offer(regions));
            } catch (DataAccessException e) {
                log.debug("A page that is followed stays as it is, since the database does not answer", e);
            } catch (RuntimeException e) {
                log.error("A page that is followed cannot be rendered; its followers are let go", e);
                complete();
            }
        }

        void complete() {
            followers.forEach(Follower::complete);
        }
    }
}
