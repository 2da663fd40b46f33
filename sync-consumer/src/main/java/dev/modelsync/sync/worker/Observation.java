package dev.modelsync.sync.worker;

import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.consume.Positions;
import dev.modelsync.sync.consume.ServiceEventListener;
import dev.modelsync.sync.consume.ServiceTopic;
import dev.modelsync.sync.consume.WatchedListener;
import dev.modelsync.sync.heartbeat.Condition;
import dev.modelsync.sync.heartbeat.Inventory;
import dev.modelsync.sync.heartbeat.Safeguards;
import dev.modelsync.sync.heartbeat.WorkerFacts;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.Delivery;
import dev.modelsync.sync.registry.AidbCapabilities;
import dev.modelsync.sync.registry.SqlFailure;
import dev.modelsync.sync.report.ClusterMetrics;
import dev.modelsync.sync.report.JournalFacts;
import dev.modelsync.sync.report.Loop;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * How one cluster's worker can be seen from outside: its loop, its numbers, its metrics. What needs
 * the database is read by the housekeeping, so that whoever looks is answered at once.
 */
final class Observation {
    /** A short outage is told once, by those who work; only what lasts, or hits this alone, is told here too. */
    private static final int FAILURES_UNTIL_TOLD = 6;

    private final WorkerParts shared;
    private final WorkerStatus status;
    private final Loop loop;
    private final ClusterMetrics metrics;
    private final JournalFacts journal;
    private final Inventory inventory;
    private volatile WorkerFacts.@Nullable Aidb aidb;
    private volatile @Nullable Positions positions;
    private volatile Map<Integer, Long> ends = Map.of();
    private volatile @Nullable String unreadable;
    private int journalFailures;
    private int inventoryFailures;

    Observation(String clusterId, DataSource database, WorkerStatus status, WorkerParts shared) {
        this.shared = shared;
        this.status = status;
        this.loop = new Loop(shared.clock());
        this.metrics = new ClusterMetrics(shared.meters(), clusterId, shared.clock());
        this.journal = new JournalFacts(database, shared.clock());
        this.inventory = new Inventory(
                clusterId, database, shared.reports(), shared.observation().inventoryInterval(), shared.clock());
        registerGauges();
    }

    Loop loop() {
        return loop;
    }

    ClusterMetrics metrics() {
        return metrics;
    }

    JournalFacts journal() {
        return journal;
    }

    void committed(BatchOutcome.Committed batch) {
        metrics.committed(batch);
        if (!batch.results().isEmpty()) {
            inventory.changed();
        }
    }

    void opened(AidbCapabilities capabilities) {
        aidb = new WorkerFacts.Aidb(capabilities.version(), capabilities.inShort());
    }

    /** Why the database could not be read when that was tried last; an idle worker would not notice otherwise. */
    Optional<String> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    WatchedListener watched(ServiceEventListener listener, Positions itsPositions) {
        positions = itsPositions;
        return new WatchedListener(listener, loop, metrics, shared.kafkaOutage());
    }

    void chores(Housekeeping housekeeping) {
        Duration interval = shared.observation().heartbeatInterval();
        housekeeping.every(interval, "reading the journal's numbers", this::readJournal);
        housekeeping.every(interval, "taking the inventory", this::takeInventory);
    }

    private Optional<String> readJournal() {
        try {
            journal.read();
            journalFailures = 0;
            unreadable = null;
            return Optional.empty();
        } catch (DataAccessException e) {
            unreadable = "the database cannot be read, " + SqlFailure.of(e).inShort();
            return toldAfterSome(++journalFailures, e);
        }
    }

    private Optional<String> takeInventory() {
        try {
            Optional<String> failure = inventory.look();
            inventoryFailures = 0;
            return failure;
        } catch (DataAccessException e) {
            return toldAfterSome(++inventoryFailures, e);
        }
    }

    /** What was found of the registry is told soon, where it is news. */
    void compared(Map<String, Integer> driftedByKind) {
        metrics.outOfSync(driftedByKind);
        inventory.changed();
    }

    /** Tells what the registry holds, also where it is no news. */
    Optional<String> tellInventory() {
        return inventory.lookNow();
    }

    private static Optional<String> toldAfterSome(int failures, DataAccessException e) {
        return failures < FAILURES_UNTIL_TOLD
                ? Optional.empty()
                : Optional.of(SqlFailure.of(e).inShort());
    }

    /** Where each partition of the topic ends, as the broker said last. */
    void ends(Map<Integer, Long> found) {
        ends = Map.copyOf(found);
    }

    /** The first record that is not applied, by partition: what this worker knows, else what the database said last. */
    Map<Integer, Long> next() {
        Map<Integer, Long> next = new HashMap<>();
        journal.last()
                .ifPresent(facts -> facts.cursors().stream()
                        .filter(cursor -> cursor.topic().equals(ServiceTopic.NAME))
                        .forEach(cursor -> next.put(cursor.partition(), cursor.nextOffset())));
        Positions known = positions;
        if (known != null) {
            next.putAll(known.next());
        }
        return next;
    }

    /** How many records wait; empty while it is not known. */
    private OptionalLong lag() {
        Map<Integer, Long> next = next();
        Map<Integer, Long> last = ends;
        if (last.isEmpty() || !next.keySet().containsAll(last.keySet())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(last.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), 0L)))
                .sum());
    }

    /** What goes into the heartbeat; asks neither database nor broker. */
    WorkerFacts facts(ClusterProfile profile, Condition condition, Safeguards safeguards) {
        return new WorkerFacts(
                profile.clusterId(),
                profile.project(),
                profile.delivery() instanceof Delivery.Direct,
                condition,
                aidb,
                positions(),
                status.lastProgress().orElse(null),
                journal.last().map(JournalFacts.Snapshot::ownedModels).orElse(0),
                parked(),
                safeguards);
    }

    private List<WorkerFacts.Position> positions() {
        Map<Integer, Long> next = next();
        Map<Integer, Long> last = ends;
        return journal.last().stream()
                .flatMap(facts -> facts.cursors().stream())
                .map(cursor -> new WorkerFacts.Position(
                        cursor.topic(),
                        cursor.topicId(),
                        cursor.partition(),
                        next.getOrDefault(cursor.partition(), cursor.nextOffset()),
                        last.get(cursor.partition())))
                .toList();
    }

    private int parked() {
        return journal.last().map(JournalFacts.Snapshot::parkedServices).orElseGet(status::parked);
    }

    private void registerGauges() {
        Tags topic = Tags.of("topic", ServiceTopic.NAME);
        metrics.gauge("modelsync.lag.records", "Records of the topic that are not applied yet", topic, () -> {
            OptionalLong lag = lag();
            return lag.isPresent() ? lag.getAsLong() : Double.NaN;
        });
        metrics.gauge(
                "modelsync.lag.seconds",
                "Age of the oldest record that is known and not applied",
                topic,
                () -> seconds(loop.behind()));
        metrics.gauge(
                "modelsync.last.progress.timestamp.seconds",
                "When a batch was committed last, since the epoch",
                Tags.empty(),
                () -> status.lastProgress().map(Observation::epochSeconds).orElse(Double.NaN));
        metrics.gauge("modelsync.parked.events", "Services whose last change is parked", Tags.empty(), this::parked);
        metrics.gauge(
                "modelsync.outbox.oldest.age.seconds",
                "Age of the oldest outcome that has not gone to Kafka",
                Tags.empty(),
                () -> journal.last().map(this::outboxAge).orElse(Double.NaN));
    }

    private double outboxAge(JournalFacts.Snapshot facts) {
        Instant oldest = facts.oldestOutcome();
        return oldest == null
                ? 0
                : seconds(Duration.between(oldest, shared.clock().instant()));
    }

    private static double epochSeconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    private static double seconds(Duration duration) {
        return Math.max(0, duration.toNanos() / 1e9);
    }
}
