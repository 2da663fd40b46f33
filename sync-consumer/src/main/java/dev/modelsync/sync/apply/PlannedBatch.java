package dev.modelsync.sync.apply;

import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.plan.JournalEntry;
import dev.modelsync.sync.plan.RegistryState;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.SyncPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a replay's plan, asked within the transaction that carries it out. */
public interface PlannedBatch {
    /** The replay, under which what becomes of the services is told. */
    String replayId();

    /** What is to be done; nothing when somebody has ended the replay. */
    List<ServiceRecord> services();

    /** Whether the plan for a service is what a person has agreed to. One that is not is not followed. */
    boolean agrees(SyncPlan plan, ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry);

    /** It is done, unless the transaction fails. */
    void done(BatchOutcome.Committed committed);
}
