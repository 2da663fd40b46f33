package dev.modelsync.events.activity;

import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.SyncOutcome;

/** The value of a record on the outcomes topic. */
sealed interface ReceivedOutcome {
    /** What became of a change. */
    record Readable(SyncOutcome outcome) implements ReceivedOutcome {}

    /** What became of a command. */
    record OfCommand(CommandOutcome outcome) implements ReceivedOutcome {}

    /** Something else; why, without quoting it. */
    record Unreadable(String reason) implements ReceivedOutcome {}
}
