package dev.modelsync.events.activity;

import dev.modelsync.schema.SyncOutcome;

/** The value of a record on the outcomes topic. */
sealed interface ReceivedOutcome {
    /** An outcome. */
    record Readable(SyncOutcome outcome) implements ReceivedOutcome {}

    /** Something else; why, without quoting it. */
    record Unreadable(String reason) implements ReceivedOutcome {}
}
