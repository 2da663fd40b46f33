package dev.modelsync.events.publish;

import dev.modelsync.events.publish.Repair.Cause;
import dev.modelsync.events.publish.TopicWatch.TopicEnd;
import dev.modelsync.events.source.Reading;
import dev.modelsync.events.source.Revisions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the topics say what the tables say, whatever was lost on the way. A reading of the tables may be
 * taken by any thread; it may be compared, by the thread that publishes, once everything that was
 * committed before it has been published. What is then missing on a topic has been lost.
 */
public final class SourceReconciler {
    private final List<TableReconciler<?, ?>> tables;
    private final Revisions revisions;
    private final ComparedTopics compared;
    private final RepairLog repairs;
    /** Until the first comparison. */
    private boolean databaseWentBack;

    SourceReconciler(
            List<TableReconciler<?, ?>> tables, Revisions revisions, ComparedTopics compared, RepairLog repairs) {
        this.tables = List.copyOf(tables);
        this.revisions = revisions;
        this.compared = compared;
        this.repairs = repairs;
    }

    /** A reading of each table, by the table's name. */
    public record Readings(Map<String, Reading> byTable) {
        public Readings {
            byTable = Map.copyOf(byTable);
        }

        Reading of(TableReconciler<?, ?> table) {
            return Objects.requireNonNull(byTable.get(table.table().name()));
        }

        /** When the last of them was taken, by the database's clock. */
        public Instant takenAt() {
            return byTable.values().stream()
                    .map(Reading::takenAt)
                    .max(Instant::compareTo)
                    .orElseThrow();
        }
    }

    /**
     * To be called before anything is published. Makes sure that new revisions are newer than everything
     * on the topics; where they would not have been, the database was restored from an older copy, and the
     * rows that differ get new revisions.
     */
    void begin() {
        long highest = tables.stream()
                .mapToLong(table -> table.topic().published().highestRevision())
                .max()
                .orElse(0);
        if (highest == 0 || !revisions.movePast(highest)) {
            return;
        }
        databaseWentBack = true;
        tables.forEach(table -> repairs.repaired(Cause.DATABASE, table.revise()));
    }

    /** Of the tables as they are now. */
    public Readings read() {
        Map<String, Reading> readings = new LinkedHashMap<>();
        tables.forEach(table -> readings.put(table.table().name(), table.table().read()));
        return new Readings(readings);
    }

    /** Whether a topic is known not to be as it was left, so that a comparison should not wait. */
    public boolean isDoubtful() {
        return tables.stream().anyMatch(table -> table.topic().isDoubtful());
    }

    /**
     * Compares and announces.
     *
     * @param readings of which everything has been published, as far as it was not lost
     * @param snapshot whether the place in the log was lost, so that differences are no surprise
     * @param anew whether the topics are to be read again even if they seem to be as they were left
     * @throws InterruptedException while waiting for the brokers
     */
    public void reconcile(Readings readings, boolean snapshot, boolean anew) throws InterruptedException {
        for (TableReconciler<?, ?> table : tables) {
            reconcile(table, readings.of(table), snapshot, anew);
        }
        databaseWentBack = false;
        repairs.compared(readings.takenAt());
    }

    private void reconcile(TableReconciler<?, ?> table, Reading reading, boolean snapshot, boolean anew)
            throws InterruptedException {
        PublishedTopic<?, ?> topic = table.topic();
        TopicEnd end = topic.end();
        boolean asLeft = topic.isAsWeLeftIt(end);
        ComparedTopics.Memory memory = compared.memory(topic.name(), end.topicId());
        if (!asLeft || anew) {
            topic.readAnew();
        }
        repairs.repaired(cause(asLeft, memory, snapshot), table.repair(reading));
        repairs.repaired(Cause.RELEASE, table.renew(reading));
        compared.remember(topic.name(), end.topicId());
    }

    private Cause cause(boolean asLeft, ComparedTopics.Memory memory, boolean snapshot) {
        if (databaseWentBack) {
            return Cause.DATABASE;
        }
        if (!asLeft || memory == ComparedTopics.Memory.ANOTHER) {
            return Cause.TOPIC;
        }
        if (snapshot) {
            return Cause.SLOT;
        }
        return memory == ComparedTopics.Memory.NONE ? Cause.TABLE : Cause.ENGINE;
    }
}
