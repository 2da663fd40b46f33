package dev.modelsync.events.seal;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How it goes, for health and metrics; logs what changes of it. Written by one thread, read by any. */
final class SealProgress {
    private static final Logger log = LoggerFactory.getLogger(SealProgress.class);

    private final LongAdder sealed = new LongAdder();
    private final LongAdder withdrawn = new LongAdder();
    private volatile Seen seen = new Seen(Phase.STOPPED, 0, 0, Map.of());
    private boolean failing;

    /** What the stage is doing. */
    enum Phase {
        STOPPED,
        /** Another instance does it, or the database or the brokers do not answer. */
        STANDBY,
        /** The topics are being read to their ends. */
        READING,
        FOLLOWING
    }

    /** @param obstructed credentials that cannot be sealed for now, by what is in the way */
    record Seen(Phase phase, long clusters, long credentials, Map<Obstacle, Long> obstructed) {
        Seen {
            obstructed = Map.copyOf(obstructed);
        }
    }

    Seen seen() {
        return seen;
    }

    long sealed() {
        return sealed.sum();
    }

    long withdrawn() {
        return withdrawn.sum();
    }

    void sealedOne() {
        sealed.increment();
    }

    void withdrawnOne() {
        withdrawn.increment();
    }

    void enter(Phase phase) {
        seen = new Seen(phase, seen.clusters(), seen.credentials(), seen.obstructed());
    }

    /** Nothing is known of what another instance does. */
    void standBy(String reason, Exception cause) {
        if (!failing) {
            failing = true;
            log.warn("Sealing waits, and begins again by itself: {}", reason, cause);
        }
        standBy();
    }

    void standBy() {
        seen = new Seen(Phase.STANDBY, 0, 0, Map.of());
    }

    void following(long clusters, long credentials, Map<Obstacle, Long> obstructed) {
        if (failing) {
            failing = false;
            log.info("Sealing goes on");
        }
        Map<Obstacle, Long> before = seen.obstructed();
        if (!before.keySet().equals(obstructed.keySet())) {
            tell(obstructed);
        }
        seen = new Seen(Phase.FOLLOWING, clusters, credentials, obstructed);
    }

    private static void tell(Map<Obstacle, Long> obstructed) {
        if (obstructed.isEmpty()) {
            log.info("Every credential that clusters are to get directly is sealed");
        } else {
            log.warn("Credentials cannot be sealed, and are tried again: {}", new EnumMap<>(obstructed));
        }
    }
}
