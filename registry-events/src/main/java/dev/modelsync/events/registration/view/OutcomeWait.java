package dev.modelsync.events.registration.view;

import dev.modelsync.events.activity.OutcomeNews;
import dev.modelsync.events.registration.InferenceService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Waits until every cluster that is heard has answered a change. */
final class OutcomeWait {
    /** Each takes a thread of the server; beyond, the answer is given at once. */
    private static final int WAITING = 50;
    /** A cluster may fall silent, and another instance may fold the outcome: neither is announced here. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ServiceStates states;
    private final OutcomeNews news;
    private final Semaphore places = new Semaphore(WAITING);

    OutcomeWait(ServiceStates states, OutcomeNews news) {
        this.states = states;
        this.news = news;
    }

    List<ClusterSync> untilAnswered(InferenceService service, Duration longest) throws InterruptedException {
        if (!places.tryAcquire()) {
            return states.of(service);
        }
        try {
            return waited(service, System.nanoTime() + longest.toNanos());
        } finally {
            places.release();
        }
    }

    private List<ClusterSync> waited(InferenceService service, long end) throws InterruptedException {
        while (true) {
            long seen = news.count();
            List<ClusterSync> clusters = states.of(service);
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (clusters.stream().noneMatch(ClusterSync::isPending) || left.isNegative()) {
                return clusters;
            }
            news.awaitMoreThan(seen, left.compareTo(LOOK) < 0 ? left : LOOK);
        }
    }
}
