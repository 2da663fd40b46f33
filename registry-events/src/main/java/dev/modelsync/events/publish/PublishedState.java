package dev.modelsync.events.publish;

import dev.modelsync.events.publish.PublishedState.Last.State;
import dev.modelsync.events.registration.rules.ServiceKey;
import java.util.ArrayList;
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

    /** The last event of a key. After a purge it stays known for the present: what led to it may be repeated. */
    record Last(long revision, UUID uid, State state) {
        enum State {
            LIVE,
            DEREGISTERED,
            PURGED
        }

        Last purged() {
            return new Last(revision, uid, State.PURGED);
        }
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
        changes.forEach(change -> lastByKey.put(change.key(), after(change)));
    }

    private static boolean isNews(ServiceChange change, @Nullable Last last) {
        long revision = change.row().revision();
        if (change instanceof ServiceChange.Purged) {
            return last != null && last.revision() == revision && last.state() != State.PURGED;
        }
        return last == null || revision > last.revision();
    }

    private static Last after(ServiceChange change) {
        Last last = new Last(
                change.row().revision(), change.row().uid(), change.row().isLive() ? State.LIVE : State.DEREGISTERED);
        return change instanceof ServiceChange.Purged ? last.purged() : last;
    }
}
