package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.ServiceKey;
import java.util.Optional;

/** Reads a record again that could not be read when it came: this version may know what an earlier one did not. */
public interface UnreadRecords {
    Optional<ServiceRecord> read(ServiceKey key, RecordPosition position, byte[] value);
}
