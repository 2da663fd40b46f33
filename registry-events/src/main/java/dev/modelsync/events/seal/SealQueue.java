package dev.modelsync.events.seal;

import dev.modelsync.events.seal.plan.RecordKey;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Which records are to be sealed: new ones at once, those that could not be when it is time for another try, each in its
 * turn. For one thread.
 */
final class SealQueue {
    /** So that withdrawals, which come first, never wait for long. */
    private static final int AT_ONCE = 200;

    private final Set<RecordKey> fresh = new LinkedHashSet<>();
    private final Map<RecordKey, Waiting> waiting = new LinkedHashMap<>();
    private final LongSupplier nanoTime;
    private Retry retry;

    SealQueue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.retry = new Retry(nanoTime);
    }

    private record Waiting(Obstacle obstacle, int attempts) {}

    void add(RecordKey key) {
        fresh.add(key);
    }

    /** It is as it ought to be. */
    void remove(RecordKey key) {
        fresh.remove(key);
        waiting.remove(key);
    }

    /** Puts it behind the others. */
    void obstructed(RecordKey key, Obstacle obstacle) {
        fresh.remove(key);
        Waiting before = waiting.remove(key);
        if (before == null && waiting.isEmpty()) {
            retry = new Retry(nanoTime);
        }
        waiting.put(key, new Waiting(obstacle, before == null ? 1 : before.attempts() + 1));
    }

    /** Those whose turn it is. */
    List<RecordKey> due() {
        Collection<RecordKey> keys = fresh.isEmpty() && isTimeToRetry() ? waiting.keySet() : fresh;
        return keys.stream().limit(AT_ONCE).toList();
    }

    private boolean isTimeToRetry() {
        return !waiting.isEmpty() && (retry.left().isNegative() || retry.left().isZero());
    }

    boolean isWaiting(RecordKey key) {
        return waiting.containsKey(key);
    }

    /** To be called after those that had to wait had their turn. */
    void tried(boolean withSuccess) {
        retry.tried(withSuccess);
    }

    /** Until there is something to do, at most so long. */
    Duration patience(Duration longest) {
        if (!fresh.isEmpty() || isTimeToRetry()) {
            return Duration.ZERO;
        }
        return waiting.isEmpty() || retry.left().compareTo(longest) > 0 ? longest : retry.left();
    }

    /** How many cannot be sealed, although it was tried more than once. */
    Map<Obstacle, Long> obstructed() {
        return waiting.values().stream()
                .filter(record -> record.attempts() > 1)
                .collect(Collectors.groupingBy(
                        Waiting::obstacle, () -> new EnumMap<>(Obstacle.class), Collectors.counting()));
    }
}
