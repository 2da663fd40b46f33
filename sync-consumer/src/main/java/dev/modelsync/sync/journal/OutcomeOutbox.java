package dev.modelsync.sync.journal;

import java.util.List;

/** Takes what became of changes, within the transaction of the calling thread. */
public interface OutcomeOutbox {
    void add(List<ApplyResult> results);
}
