package dev.modelsync.events.publish;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.rules.ServiceKey;
import org.jspecify.annotations.Nullable;

/** One change of one row, as the log or the table showed it. */
public sealed interface ServiceChange {
    /** The row that the change is about: after it, or the last one before a purge. */
    InferenceService row();

    Position position();

    default ServiceKey key() {
        return row().key();
    }

    /**
     * Where a change was found.
     *
     * @param lsn position in the log; of a snapshot, the position at which the table was read
     * @param txId the transaction, null where it is not known
     * @param snapshot whether the table was read instead of the log
     */
    record Position(long lsn, @Nullable Long txId, boolean snapshot) {
        @Override
        public String toString() {
            return String.format("%X/%X", lsn >>> Integer.SIZE, (int) lsn) + (snapshot ? " (snapshot)" : "");
        }
    }

    /** A service was registered. */
    record Registered(InferenceService row, Position position) implements ServiceChange {}

    /** A live service was edited. */
    record Updated(InferenceService before, InferenceService row, Position position) implements ServiceChange {}

    /** A service was deregistered; the row still holds what it was. */
    record Deregistered(InferenceService row, Position position) implements ServiceChange {}

    /** A snapshot found the row, live or deregistered; what happened to it is not known. */
    record Seen(InferenceService row, Position position) implements ServiceChange {}

    /** The row of a service deregistered long ago was deleted. */
    record Purged(InferenceService row, Position position) implements ServiceChange {}
}
