package dev.modelsync.events.publish;

import dev.modelsync.events.publish.Comparison.Differences;
import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.publish.PublishedTopic.Announcement;
import dev.modelsync.events.publish.RepairLog.Repaired;
import dev.modelsync.events.source.Reading;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Position;
import dev.modelsync.events.source.RowVersion;
import dev.modelsync.events.source.SourceRow;
import dev.modelsync.events.source.SourceTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Makes one topic say what its table says. */
final class TableReconciler<R extends SourceRow, E extends SpecificRecord> {
    private static final String RESTORED =
            "Announced again: the topic held another change of this revision or a newer one";

    private static final String RENEWED =
            "Announced again: the event of an earlier release does not say all that is needed by now";

    private final SourceTable<R> table;
    private final PublishedTopic<R, E> topic;
    private final KafkaChangePublisher publisher;
    private final Duration purgeAfter;

    /** @param purgeAfter the time that an end has until it becomes a tombstone */
    TableReconciler(
            SourceTable<R> table, PublishedTopic<R, E> topic, KafkaChangePublisher publisher, Duration purgeAfter) {
        this.table = table;
        this.topic = topic;
        this.publisher = publisher;
        this.purgeAfter = purgeAfter;
    }

    SourceTable<R> table() {
        return table;
    }

    PublishedTopic<R, E> topic() {
        return topic;
    }

    /** Gives new revisions to the rows that differ from the topic, in a database that was restored. */
    List<Repaired> revise() {
        List<Repaired> repaired = new ArrayList<>();
        revise(differences(table.read(), true).diverged(), RESTORED, repaired);
        return repaired;
    }

    /** Announces what the topic lacks of a reading. */
    List<Repaired> repair(Reading reading) throws InterruptedException {
        Differences differences = differences(reading, false);
        List<Repaired> repaired = new ArrayList<>();
        announce(differences.unannounced(), reading, repaired);
        revise(differences.diverged(), RESTORED, repaired);
        end(differences.missing(), reading, repaired);
        purge(differences.purged(), repaired);
        return repaired;
    }

    /** Gives new revisions to live rows of which the topic says what is right, but not all. */
    List<Repaired> renew(Reading reading) {
        List<RowVersion> rows = reading.rows().stream().filter(this::lacks).toList();
        List<Repaired> repaired = new ArrayList<>();
        revise(rows, RENEWED, repaired);
        return repaired;
    }

    private boolean lacks(RowVersion row) {
        Last last = topic.published().byKey().get(row.key());
        return row.live() && last != null && last.isLive() && !last.complete() && last.says(row);
    }

    private Differences differences(Reading reading, boolean databaseWentBack) {
        return Comparison.of(
                reading.rows(),
                topic.published().byKey(),
                databaseWentBack,
                reading.takenAt().minus(purgeAfter));
    }

    /** A row that has changed since is left to the log. */
    private void announce(List<RowVersion> rows, Reading reading, List<Repaired> repaired) throws InterruptedException {
        Position position = new Position(reading.lsn(), null, true);
        List<RowChange<R>> seen = new ArrayList<>();
        for (RowVersion row : rows) {
            table.find(row).ifPresent(found -> {
                seen.add(new RowChange.Seen<>(found, position));
                repaired.add(new Repaired(Repair.ANNOUNCED, row.toString()));
            });
        }
        publisher.announce(topic.news(seen));
    }

    /** The log brings the new revision. */
    private void revise(List<RowVersion> rows, String reason, List<Repaired> repaired) {
        for (RowVersion row : rows) {
            if (table.touch(row, reason)) {
                repaired.add(new Repaired(Repair.REVISED, row.toString()));
            }
        }
    }

    private void end(List<String> keys, Reading reading, List<Repaired> repaired) throws InterruptedException {
        if (keys.isEmpty()) {
            return;
        }
        Map<String, E> lastEvents = topic.lastEvents(keys);
        List<Announcement> announcements = new ArrayList<>();
        lastEvents.forEach((key, last) -> table.stampAbsence(key).ifPresent(now -> {
            announcements.add(topic.ending(last, now, reading.lsn()));
            repaired.add(new Repaired(Repair.ENDED, key));
        }));
        publisher.announce(announcements);
    }

    private void purge(List<String> keys, List<Repaired> repaired) throws InterruptedException {
        List<Announcement> announcements = new ArrayList<>();
        for (String key : keys) {
            Last last = topic.published().byKey().get(key);
            if (last != null && table.stampAbsence(key).isPresent()) {
                announcements.add(topic.purge(last));
                repaired.add(new Repaired(Repair.PURGED, key));
            }
        }
        publisher.announce(announcements);
    }
}
