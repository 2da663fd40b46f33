package dev.modelsync.sync.apply;

import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.journal.EventKind;
import dev.modelsync.sync.journal.ModelResult;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.JournalEntry;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.plan.SyncPlan;
import dev.modelsync.sync.registry.CredentialClaim;
import dev.modelsync.sync.registry.RefusedStepException;
import dev.modelsync.sync.registry.RegistryView;
import dev.modelsync.sync.registry.SqlFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionStatus;

/**
 * Carries out what was planned for one service of a batch, inside a savepoint. What fails for good
 * is undone and parked; what disturbs the whole database is thrown on.
 */
final class ServiceDecision implements SyncPlan.Cases<Optional<ApplyResult>> {
    /** How often an internal error of the server is taken for a disturbance before it is taken for a defect. */
    private static final int PATIENCE = 3;

    private final Subject subject;
    private final TransactionStatus transaction;
    private final RegistryAccess access;
    private final int attempt;

    /**
     * What is decided about.
     *
     * @param claim what its models are to work with
     */
    record Subject(ServiceRecord record, @Nullable JournalEntry entry, CredentialClaim claim) {}

    ServiceDecision(Subject subject, TransactionStatus transaction, RegistryAccess access, int attempt) {
        this.subject = subject;
        this.transaction = transaction;
        this.access = access;
        this.attempt = attempt;
    }

    @Override
    public Optional<ApplyResult> nothing(SyncPlan.Nothing plan) {
        return Optional.empty();
    }

    @Override
    public Optional<ApplyResult> forget(SyncPlan.Forget plan) {
        access.journal().forget(service());
        return Optional.empty();
    }

    @Override
    public Optional<ApplyResult> park(SyncPlan.Park plan) {
        return Optional.of(parked(plan.reason(), plan.detail()));
    }

    @Override
    public Optional<ApplyResult> change(SyncPlan.Change plan) {
        Object savepoint = transaction.createSavepoint();
        Set<String> mark = access.view().mark();
        try {
            List<ModelResult> models = access.applierFor(subject.claim()).follow(plan.steps());
            if (attempt > 1) {
                // Otherwise once, when the batch ends. Had that failed, this shows which service it is that fails.
                access.models().settle();
            }
            ApplyResult result = ApplyResult.of(subject.record(), change(), models);
            remember(result, plan.namesLeftOut());
            transaction.releaseSavepoint(savepoint);
            return Optional.of(result);
        } catch (RefusedStepException e) {
            undo(savepoint, mark);
            return Optional.of(parked(e.reason(), e.reason().explanation()));
        } catch (DataAccessException e) {
            SqlFailure failure = SqlFailure.of(e);
            if (disturbs(failure)) {
                throw e;
            }
            undo(savepoint, mark);
            return Optional.of(parked(failure.reason(), failure.detail()));
        }
    }

    private boolean disturbs(SqlFailure failure) {
        return switch (failure.kind()) {
            case TRANSIENT -> true;
            case DOUBTFUL -> attempt < PATIENCE;
            case LASTING -> false;
        };
    }

    private void undo(Object savepoint, Set<String> mark) {
        transaction.rollbackToSavepoint(savepoint);
        transaction.releaseSavepoint(savepoint);
        access.view().backTo(mark, RegistryView.namesOf(event(), subject.entry()));
    }

    private ApplyResult parked(Reason reason, String detail) {
        ApplyResult result = ApplyResult.parked(
                service(), change(), reason, detail, subject.record().position(), EventKind.of(event()));
        access.journal().remember(event(), result, Set.of());
        return result;
    }

    /** A purged service whose models are gone has nothing left to be remembered. */
    private void remember(ApplyResult result, Set<String> leftOut) {
        if (event() instanceof ServiceEvent.Purged) {
            access.journal().forget(service());
        } else {
            access.journal().remember(event(), result, leftOut);
        }
    }

    private ServiceEvent event() {
        return subject.record().event();
    }

    private ServiceKey service() {
        return event().key();
    }

    /** A purge announces no change of its own: it is told under the last one that we know. */
    private ChangeId change() {
        return event().change()
                .orElseGet(
                        () -> Objects.requireNonNull(subject.entry(), "a purge of an unknown service asks for nothing")
                                .last());
    }
}
