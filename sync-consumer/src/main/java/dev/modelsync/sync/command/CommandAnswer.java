package dev.modelsync.sync.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command.
 *
 * @param refusal null when it was carried out
 * @param detail one sentence for a person
 */
public record CommandAnswer(CommandOrder order, @Nullable Refusal refusal, String detail, Instant decidedAt) {

    public boolean isDone() {
        return refusal == null;
    }
}
