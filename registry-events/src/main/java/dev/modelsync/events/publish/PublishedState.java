package dev.modelsync.events.publish;

import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowVersion;
import dev.modelsync.events.source.SourceRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a topic holds, by key: its fold. Decides which changes are news. Not safe for use by several
 * threads.
 */
final class PublishedState {
    private final Map<String, Last> lastByKey;

    /** @param lastByKey the fold of the topic; copied */
    PublishedState(Map<String, Last> lastByKey) {
        this.lastByKey = new HashMap<>(lastByKey);
    }

    /**
     * The last event of a key, and whether a record without a value has followed it. After that it stays known
     * for the present: what led to it may be repeated.
     *
     * @param heard what a cluster remembers that has followed the topic
     * @param complete whether the event says all that its readers need by now
     */
    record Last(RowVersion version, boolean purged, Heard heard, boolean complete) {
        /**
         * Not of the last event where an older one was delivered again behind a newer one or behind a purge.
         *
         * @param revision the highest
         * @param purged whether a purge came after it
         */
        record Heard(long revision, boolean purged) {}

        static Last of(RowVersion version) {
            return of(version, true);
        }

        static Last of(RowVersion version, boolean complete) {
            return new Last(version, false, new Heard(version.revision(), false), complete);
        }

        static Last after(RowChange<?> change) {
            Last last = of(change.row().version());
            return change instanceof RowChange.Deleted ? last.purge() : last;
        }

        Last purge() {
            return new Last(version, true, new Heard(heard.revision(), true), complete);
        }

        /** When the topic goes on with this event of the key. */
        Last followedBy(Last next) {
            return next.version.revision() > heard.revision()
                    ? next
                    : new Last(next.version, next.purged, heard, next.complete);
        }

        /** Whether clusters would take a registration of that revision for one that they have had, or had until a purge. */
        boolean isOldNews(long revision) {
            return revision < heard.revision() || revision == heard.revision() && heard.purged();
        }

        boolean isLive() {
            return version.live() && !purged;
        }

        /** Whether the topic says what the row says: purged and ended are both gone. */
        boolean says(RowVersion row) {
            return purged ? !row.live() : version.equals(row);
        }
    }

    Map<String, Last> byKey() {
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
     * repeat. A deletion is news only while the topic's last word on the key is the deleted row.
     */
    <R extends SourceRow> List<RowChange<R>> news(List<RowChange<R>> changes) {
        Map<String, Last> ahead = new HashMap<>();
        List<RowChange<R>> news = new ArrayList<>();
        for (RowChange<R> change : changes) {
            String key = change.key();
            if (isNews(change, ahead.getOrDefault(key, lastByKey.get(key)))) {
                news.add(change);
                ahead.put(key, Last.after(change));
            }
        }
        return news;
    }

    /** To be called when the topic holds it. */
    void published(Last last) {
        lastByKey.put(last.version().key(), last);
    }

    private static boolean isNews(RowChange<?> change, @Nullable Last last) {
        long revision = change.row().version().revision();
        if (change instanceof RowChange.Deleted) {
            return last != null && last.version().revision() == revision && !last.purged();
        }
        return last == null || revision > last.version().revision();
    }
}
