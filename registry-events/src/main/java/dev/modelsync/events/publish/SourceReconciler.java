package dev.modelsync.events.publish;

import dev.modelsync.events.publish.Comparison.Differences;
import dev.modelsync.events.publish.KafkaChangePublisher.Announcement;
import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.publish.PublishedState.Last.State;
import dev.modelsync.events.publish.Repair.Cause;
import dev.modelsync.events.publish.RepairLog.Repaired;
import dev.modelsync.events.publish.ServiceChange.Position;
import dev.modelsync.events.publish.ServiceChange.Seen;
import dev.modelsync.events.publish.TopicWatch.TopicEnd;
import dev.modelsync.events.registration.ServiceTable;
import dev.modelsync.events.registration.ServiceTable.Reading;
import dev.modelsync.events.registration.ServiceTable.Row;
import dev.modelsync.events.registration.ServiceTable.Stamp;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes the topic say what the table says, whatever was lost on the way. A reading of the table may be
 * taken by any thread; it may be compared, by the thread that publishes, once everything that was
 * committed before it has been published. What is then missing on the topic has been lost.
 */
public final class SourceReconciler {
    private static final String RESTORED =
            "Announced again: the topic held another change of this revision or a newer one";

    private final ServiceTable table;
    private final TopicReader topic;
    private final KafkaChangePublisher publisher;
    private final EventMapper mapper;
    private final Reports reports;
    /** Until the first comparison. */
    private boolean databaseWentBack;

    SourceReconciler(
            ServiceTable table,
            TopicReader topic,
            KafkaChangePublisher publisher,
            EventMapper mapper,
            Reports reports) {
        this.table = table;
        this.topic = topic;
        this.publisher = publisher;
        this.mapper = mapper;
        this.reports = reports;
    }

    /**
     * Where it is told what was found.
     *
     * @param compared remembers across processes which topic was compared
     * @param purgeAfter the time that a deregistration has until it becomes a tombstone
     */
    record Reports(RepairLog log, ComparedTopic compared, Duration purgeAfter) {}

    /**
     * To be called before anything is published. Makes sure that new revisions are newer than everything
     * on the topic; where they would not have been, the database was restored from an older copy, and the
     * rows that differ get new revisions.
     */
    void begin() {
        PublishedState published = publisher.published();
        long highest = published.highestRevision();
        if (highest == 0 || !table.moveRevisionsPast(highest)) {
            return;
        }
        databaseWentBack = true;
        Reading reading = table.read();
        List<Repaired> repaired = new ArrayList<>();
        revise(differences(reading, true).diverged(), repaired);
        reports.log().compared(reading.takenAt(), Cause.DATABASE, repaired);
    }

    /** Of the table as it is now. */
    public Reading read() {
        return table.read();
    }

    /** Whether the topic is known not to be as it was left, so that a comparison should not wait. */
    public boolean isDoubtful() {
        return publisher.watch().isDoubtful();
    }

    /**
     * Compares and announces.
     *
     * @param reading of which everything has been published, as far as it was not lost
     * @param snapshot whether the place in the log was lost, so that differences are no surprise
     * @param anew whether the topic is to be read again even if it seems to be as it was left
     * @throws InterruptedException while waiting for the brokers
     */
    public void reconcile(Reading reading, boolean snapshot, boolean anew) throws InterruptedException {
        TopicEnd end = topic.end();
        boolean asLeft = publisher.watch().isAsWeLeftIt(end);
        boolean sameTopic = reports.compared().isSame(end.topicId());
        if (!asLeft || anew) {
            publisher.use(topic.read());
        }
        Cause cause = databaseWentBack
                ? Cause.DATABASE
                : !asLeft || !sameTopic ? Cause.TOPIC : snapshot ? Cause.SLOT : Cause.ENGINE;
        Differences differences = differences(reading, false);
        List<Repaired> repaired = new ArrayList<>();
        announce(differences.unannounced(), reading, repaired);
        revise(differences.diverged(), repaired);
        deregister(differences.missing(), reading, repaired);
        purge(differences.purged(), repaired);
        reports.log().compared(reading.takenAt(), cause, repaired);
        reports.compared().remember(end.topicId());
        databaseWentBack = false;
    }

    private Differences differences(Reading reading, boolean databaseWentBack) {
        return Comparison.of(
                reading.rows(),
                publisher.published().byKey(),
                databaseWentBack,
                reading.takenAt().minus(reports.purgeAfter()));
    }

    /** A row that has changed since is left to the log. */
    private void announce(List<Row> rows, Reading reading, List<Repaired> repaired) throws InterruptedException {
        Position position = new Position(reading.lsn(), null, true);
        List<ServiceChange> seen = new ArrayList<>();
        for (Row row : rows) {
            table.find(row).ifPresent(service -> {
                seen.add(new Seen(service, position));
                repaired.add(new Repaired(Repair.ANNOUNCED, named(row)));
            });
        }
        publisher.publish(seen);
    }

    /** The log brings the new revision. */
    private void revise(List<Row> rows, List<Repaired> repaired) {
        for (Row row : rows) {
            if (table.touch(row, RESTORED)) {
                repaired.add(new Repaired(Repair.REVISED, named(row)));
            }
        }
    }

    private void deregister(List<ServiceKey> keys, Reading reading, List<Repaired> repaired)
            throws InterruptedException {
        if (keys.isEmpty()) {
            return;
        }
        Map<ServiceKey, ServiceChanged> lastEvents = topic.lastEvents(keys);
        List<Announcement> announcements = new ArrayList<>();
        lastEvents.forEach((key, last) -> table.stampAbsence(key).ifPresent(now -> {
            announcements.add(deregistration(key, last, now, reading.lsn()));
            repaired.add(new Repaired(Repair.DEREGISTERED, key.toString()));
        }));
        publisher.announce(announcements);
    }

    private Announcement deregistration(ServiceKey key, ServiceChanged last, Stamp now, long lsn) {
        UUID uid = UUID.fromString(last.getServiceUid());
        return new Announcement(
                key,
                new Last(now.revision(), uid, State.DEREGISTERED, now.at()),
                mapper.deregistration(last, now, lsn),
                "The deregistration of service " + key + ", of which there is no row");
    }

    private void purge(List<ServiceKey> keys, List<Repaired> repaired) throws InterruptedException {
        List<Announcement> announcements = new ArrayList<>();
        for (ServiceKey key : keys) {
            Last last = publisher.published().byKey().get(key);
            if (last != null && table.stampAbsence(key).isPresent()) {
                announcements.add(
                        new Announcement(key, last.purged(), mapper.tombstone(key), "The purge of service " + key));
                repaired.add(new Repaired(Repair.PURGED, key.toString()));
            }
        }
        publisher.announce(announcements);
    }

    private static String named(Row row) {
        return row.key() + " revision " + row.revision();
    }
}
