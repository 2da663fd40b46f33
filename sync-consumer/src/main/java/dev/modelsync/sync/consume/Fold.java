package dev.modelsync.sync.consume;

import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps of many records the one a service that counts: the newest change, or the purge after it. A
 * change delivered late, older than one before it, does not count. A record that cannot be read
 * counts only if none follows that can.
 */
final class Fold {
    private final Map<ServiceKey, ServiceRecord> events = new LinkedHashMap<>();
    private final Map<ServiceKey, UnreadableRecord> unreadable = new LinkedHashMap<>();
    private final Map<ServiceKey, Long> newest = new HashMap<>();

    void add(Reading reading) {
        if (reading instanceof Reading.Event event) {
            add(event.record());
        } else if (reading instanceof Reading.Unreadable failed) {
            unreadable.put(failed.key(), failed.record());
        }
    }

    private void add(ServiceRecord record) {
        ServiceEvent event = record.event();
        ServiceKey key = event.key();
        long revision = event.change().map(change -> change.revision()).orElse(Long.MAX_VALUE);
        if (event.change().isPresent()) {
            if (revision < newest.getOrDefault(key, 0L)) {
                return;
            }
            newest.put(key, revision);
        }
        events.put(key, record);
        unreadable.remove(key);
    }

    List<ServiceRecord> events() {
        return List.copyOf(events.values());
    }

    List<UnreadableRecord> unreadable() {
        return List.copyOf(unreadable.values());
    }
}
