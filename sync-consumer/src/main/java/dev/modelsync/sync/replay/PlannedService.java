package dev.modelsync.sync.replay;

import dev.modelsync.sync.journal.RecordPosition;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.Forecast;
import dev.modelsync.sync.plan.ServiceKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One service of a plan.
 *
 * @param newest the record with its newest change; null where that cannot be read
 * @param position of the newest record
 * @param turn when it is changed; null where nothing is to be changed
 */
record PlannedService(
        ServiceKey key,
        @Nullable ServiceRecord newest,
        RecordPosition position,
        Forecast forecast,
        @Nullable Turn turn) {

    private static final ChangeId NOT_TOLD = new ChangeId("", "", 0, Instant.EPOCH);

    /**
     * @param batch the transaction, from 0
     * @param waiting decided at its end, because a name is given up that the service waits for
     */
    record Turn(int batch, boolean waiting) {}

    /** What was announced last; of revision 0 where it was a purge, or cannot be read. */
    ChangeId change() {
        return newest == null ? NOT_TOLD : newest.event().change().orElse(NOT_TOLD);
    }

    boolean waits() {
        return turn != null && turn.waiting();
    }

    PlannedService with(Forecast other) {
        return new PlannedService(key, newest, position, other, turn);
    }

    /** By which two plans are compared. */
    String mark() {
        return key + " " + change().revision() + " " + (turn == null ? "-" : turn) + " " + forecast.mark();
    }
}
