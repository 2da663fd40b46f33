package dev.modelsync.sync.plan;

import java.time.Instant;

/**
 * Which change of a service an event announces.
 *
 * @param eventId equal for every delivery of the change
 * @param uid incarnation of the service
 * @param revision grows with every change of one service, across incarnations; 0 when the record that announced it
 *     could not be read
 * @param occurredAt when the change was made in Hybrid Manager
 */
public record ChangeId(String eventId, String uid, long revision, Instant occurredAt) {
    public ChangeId {
        Storable.check("Event id", eventId);
        Storable.check("Service uid", uid);
        Storable.check("Time of the change", occurredAt);
        if (revision < 0) {
            throw new IllegalArgumentException(
                    "Event '" + eventId + "': revision " + revision + ", must not be negative");
        }
    }
}
