package dev.modelsync.events.publish;

import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.source.RowVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the table and the topic say differently, key by key: a pure function of both. The table is
 * right in each case; what differs is only how the topic can be told without an older word overruling
 * a newer one.
 */
final class Comparison {
    private final boolean databaseWentBack;
    private final Instant purgeBefore;
    private final List<RowVersion> unannounced = new ArrayList<>();
    private final List<RowVersion> diverged = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> purged = new ArrayList<>();

    private Comparison(boolean databaseWentBack, Instant purgeBefore) {
        this.databaseWentBack = databaseWentBack;
        this.purgeBefore = purgeBefore;
    }

    /**
     * What has to be announced.
     *
     * @param unannounced rows newer than the topic's word: to be announced as they are
     * @param diverged rows that are not the topic's word and not newer: they need a new revision first
     * @param missing keys that the topic holds live and the table has not: ended
     * @param purged keys that ended long ago of which the table has no row: purged
     */
    record Differences(
            List<RowVersion> unannounced, List<RowVersion> diverged, List<String> missing, List<String> purged) {
        boolean isEmpty() {
            return unannounced.isEmpty() && diverged.isEmpty() && missing.isEmpty() && purged.isEmpty();
        }
    }

    /**
     * @param table the latest row of each key
     * @param topic the last word on each key
     * @param databaseWentBack whether the table is from before some of the topic: a live row that the
     *     topic does not know may then be older than what was purged from it
     * @param purgeBefore what ended before then has had its time
     */
    static Differences of(
            List<RowVersion> table, Map<String, Last> topic, boolean databaseWentBack, Instant purgeBefore) {
        Comparison comparison = new Comparison(databaseWentBack, purgeBefore);
        Set<String> present = new HashSet<>();
        for (RowVersion row : table) {
            present.add(row.key());
            comparison.compare(row, topic.get(row.key()));
        }
        topic.forEach((key, last) -> {
            if (!present.contains(key)) {
                comparison.absent(key, last);
            }
        });
        return new Differences(comparison.unannounced, comparison.diverged, comparison.missing, comparison.purged);
    }

    private void compare(RowVersion row, @Nullable Last last) {
        if (last == null) {
            (databaseWentBack && row.live() ? diverged : unannounced).add(row);
        } else if (row.live() && last.isOldNews(row.revision())) {
            diverged.add(row);
        } else if (row.revision() > last.version().revision()) {
            unannounced.add(row);
        } else if (!last.says(row)) {
            diverged.add(row);
        }
    }

    private void absent(String key, Last last) {
        if (last.isLive()) {
            missing.add(key);
        } else if (!last.purged() && last.version().at().isBefore(purgeBefore)) {
            purged.add(key);
        }
    }
}
