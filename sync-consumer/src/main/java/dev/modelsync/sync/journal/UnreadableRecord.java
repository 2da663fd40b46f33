package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;

/**
 * A record that could not be read as an event.
 *
 * @param key of the service that the record's key names
 * @param announced what its headers say it announces: revision 0, at the time of reading
 * @param detail for a person; never the data
 * @param value the record's value, kept so that a later version can read it
 */
public record UnreadableRecord(
        ServiceKey key, ChangeId announced, Reason reason, String detail, RecordPosition position, byte[] value) {

    public UnreadableRecord {
        detail = detail.replace('\0', '?');
    }
}
