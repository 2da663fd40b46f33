package dev.modelsync.sync.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what became of changes, within the transaction of the calling thread. */
public interface OutcomeOutbox {
    /** @param replayId the replay that decided them anew; null where they were decided otherwise */
    void add(List<ApplyResult> results, @Nullable String replayId);
}
