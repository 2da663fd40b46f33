package dev.modelsync.events.publish;

import dev.modelsync.events.publish.PublishedState.Last.State;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceTable;
import dev.modelsync.events.registration.rules.ServiceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the topic holds, by key: its fold. Decides which changes are news. Not safe for use by several
 * threads.
 */
final class PublishedState {
    private final Map<ServiceKey, Last> lastByKey;

    /** @param lastByKey the fold of the topic; copied */
    PublishedState(Map<ServiceKey, Last> lastByKey) {
        this.lastByKey = new HashMap<>(lastByKey);
    }

    /**
     * The last event of a key. After a purge it stays known for the present: what led to it may be repeated.
     *
     * @param at when the row was written; two changes of a database that was restored in between may
     *     have the same uid and revision, but not the same time
     * @param heard what a cluster remembers that has followed the topic
     */
    record Last(long revision, UUID uid, State state, Instant at, Heard heard) {
        enum State {
            LIVE,
            DEREGISTERED,
            PURGED
        }

        /**
         * Not the last event's where an older one was delivered again behind a newer one or behind a purge.
         *
         * @param revision the highest
         * @param purged whether a purge came after it
         */
        record Heard(long revision, boolean purged) {}

        /** The last event, and nothing older behind it. */
        Last(long revision, UUID uid, State state, Instant at) {
            this(revision, uid, state, at, new Heard(revision, state == State.PURGED));
        }

        Last purged() {
            return new Last(revision, uid, State.PURGED, at, new Heard(heard.revision(), true));
        }

        /** When the topic goes on with this event of the key. */
        Last followedBy(Last next) {
            return next.revision > heard.revision()
                    ? next
                    : new Last(next.revision, next.uid, next.state, next.at, heard);
        }

        /** Whether clusters would take a registration of that revision for one that they have had, or had until a purge. */
        boolean isOldNews(long ofRevision) {
            return ofRevision < heard.revision() || ofRevision == heard.revision() && heard.purged();
        }

        /** Whether it is the event of the change that the row shows. */
        boolean isOf(ServiceTable.Row row) {
            return revision == row.revision() && uid.equals(row.uid()) && at.equals(row.changedAt());
        }
    }

    Map<ServiceKey, Last> byKey() {
        return Collections.unmodifiableMap(lastByKey);
    }

    /** 0 when the topic is empty. */
    long highestRevision() {
        return lastByKey.values().stream()
                .mapToLong(last -> last.heard().revision())
                .max()
                .orElse(0);
    }

    /**
     * The changes that the topic lacks, in order: a revision that is not newer than the topic's is a
     * repeat. A purge is news only while the topic's last word on the key is the purged row.
     */
    List<ServiceChange> news(List<ServiceChange> changes) {
        Map<ServiceKey, Last> ahead = new HashMap<>();
        List<ServiceChange> news = new ArrayList<>();
        for (ServiceChange change : changes) {
            ServiceKey key = change.key();
            Last last = ahead.getOrDefault(key, lastByKey.get(key));
            if (isNews(change, last)) {
                news.add(change);
                ahead.put(key, after(change));
            }
        }
        return news;
    }

    /** To be called when the topic holds them. */
    void published(List<ServiceChange> changes) {
        changes.forEach(change -> published(change.key(), after(change)));
    }

    /** To be called when the topic holds it. */
    void published(ServiceKey key, Last last) {
        lastByKey.put(key, last);
    }

    private static boolean isNews(ServiceChange change, @Nullable Last last) {
        long revision = change.row().revision();
        if (change instanceof ServiceChange.Purged) {
            return last != null && last.revision() == revision && last.state() != State.PURGED;
        }
        return last == null || revision > last.revision();
    }

    static Last after(ServiceChange change) {
        InferenceService row = change.row();
        State state = row.isLive() ? State.LIVE : State.DEREGISTERED;
        Last last = new Last(row.revision(), row.uid(), state, row.change().at());
        return change instanceof ServiceChange.Purged ? last.purged() : last;
    }
}
