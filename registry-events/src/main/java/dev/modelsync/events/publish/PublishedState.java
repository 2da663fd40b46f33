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
     */
    record Last(RowVersion version, boolean purged) {
        static Last of(RowVersion version) {
            return new Last(version, false);
        }

        static Last after(RowChange<?> change) {
            return new Last(change.row().version(), change instanceof RowChange.Deleted);
        }

        Last purge() {
            return new Last(version, true);
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
                .mapToLong(last -> last.version().revision())
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
