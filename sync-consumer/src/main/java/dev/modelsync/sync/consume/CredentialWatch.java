package dev.modelsync.sync.consume;

import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.credential.SealedCredentials;
import dev.modelsync.sync.credential.SealedCredentials.Changes;
import dev.modelsync.sync.journal.CredentialNeed;
import dev.modelsync.sync.journal.UnreadRecords;
import dev.modelsync.sync.plan.CredentialState;
import dev.modelsync.sync.plan.CredentialState.Missing;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Has services decided again whose credential has come, or was taken back, and those that another service has made
 * way for. What has changed while nobody watched is found by comparing all with the journal, after each start.
 */
public final class CredentialWatch {
    private static final int AT_ONCE = 100;
    private static final Set<Reason> WAITING = EnumSet.of(
            Reason.CREDENTIAL_AWAITED, Reason.CREDENTIAL_UNREADABLE, Reason.CREDENTIAL_WITHDRAWN, Reason.NEEDS_PROXY);

    private final SealedCredentials credentials;
    private final BatchApplier applier;
    private final UnreadRecords unreadRecords;
    private final Telling telling;
    private final AtomicBoolean wayMade = new AtomicBoolean(true);

    public CredentialWatch(
            SealedCredentials credentials, BatchApplier applier, UnreadRecords unreadRecords, Telling telling) {
        this.credentials = credentials;
        this.applier = applier;
        this.unreadRecords = unreadRecords;
        this.telling = telling;
    }

    /** A batch has decided something: a provider may be free for those who wait for it, or somebody may wait now. */
    public void wayMayBeMade() {
        wayMade.set(true);
    }

    /** Answers why it could not be done; then it is done the next time. Empty also while the worker is paused. */
    public Optional<String> run() {
        Optional<String> obstacle = followChanges();
        return obstacle.isPresent() ? obstacle : letIn();
    }

    private Optional<String> followChanges() {
        Changes changes = credentials.takeChanges();
        if (changes.areNone()) {
            return Optional.empty();
        }
        boolean followed = false;
        try {
            Result result = decide(concernedBy(changes), this::asksForDecision);
            followed = result.isDone();
            return result.obstacle();
        } finally {
            if (!followed) {
                credentials.putBack(changes);
            }
        }
    }

    /**
     * Those who wait for another service to make way; and those whose credential came while their change was being
     * decided, when the journal did not have yet that they need it.
     */
    private Optional<String> letIn() {
        if (!wayMade.getAndSet(false)) {
            return Optional.empty();
        }
        boolean letIn = false;
        try {
            Result come = decide(askingOf(applier.awaitedCredentials()), this::asksForDecision);
            Result free = come.isDone()
                    ? decide(applier.servicesInConflict(), need -> need.reason() == Reason.CREDENTIAL_CONFLICT)
                    : come;
            letIn = free.isDone();
            return free.obstacle();
        } finally {
            if (!letIn) {
                wayMade.set(true);
            }
        }
    }

    private record Result(boolean isDone, Optional<String> obstacle) {}

    private Result decide(List<ServiceKey> services, Predicate<CredentialNeed> stillWaits) {
        for (int from = 0; from < services.size(); from += AT_ONCE) {
            List<ServiceKey> some = services.subList(from, Math.min(services.size(), from + AT_ONCE));
            BatchOutcome outcome = applier.reconsider(some, stillWaits, unreadRecords);
            Optional<String> obstacle = telling.tell(outcome);
            if (!(outcome instanceof BatchOutcome.Committed)) {
                return new Result(false, obstacle);
            }
        }
        return new Result(true, Optional.empty());
    }

    private List<ServiceKey> concernedBy(Changes changes) {
        return askingOf(applier.credentialNeeds(changes.all() ? Set.of() : changes.services()));
    }

    private List<ServiceKey> askingOf(List<CredentialNeed> needs) {
        return needs.stream()
                .filter(this::asksForDecision)
                .map(CredentialNeed::service)
                .toList();
    }

    /** Not where another version has come: the change that calls for that one is on its way. */
    private boolean asksForDecision(CredentialNeed need) {
        CredentialState state = credentials.stateFor(need.service(), need.uid(), need.endpoint());
        if (state == Missing.AWAITED
                || need.endpoint() == null
                || !need.endpoint().needsCredential()) {
            return false;
        }
        if (state == Missing.GONE) {
            return need.hasModels();
        }
        if (state instanceof Missing missing) {
            return need.reason() != missing.reason();
        }
        return need.reason() != null && WAITING.contains(need.reason());
    }
}
