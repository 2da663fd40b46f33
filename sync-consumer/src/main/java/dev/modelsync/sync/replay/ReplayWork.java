package dev.modelsync.sync.replay;

import dev.modelsync.sync.apply.Batch.Origin;
import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.apply.RemovalStop;
import dev.modelsync.sync.apply.RemovalStops;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.registry.CredentialSource;
import dev.modelsync.sync.registry.RegistryTransactions;
import dev.modelsync.sync.replay.PlanRows.Row;
import dev.modelsync.sync.replay.ReplaySource.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the replays that wait for it, step by step. What is reached is in the database after each step, so that
 * another process, or the same after a crash, goes on from there; and two that do the same step do it once.
 */
public final class ReplayWork {
    static final String CARRIED_OUT = "Being carried out";

    /** The live worker gets the registry at least half of the time. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final Site site;
    private final RegistryTransactions transactions;
    private final ReplayPlanning planning;
    private final RemovalStops stops;

    /**
     * Where it works.
     *
     * @param replays of this database
     */
    public record Site(
            AidbDatabase database, Replays replays, ReplaySource source, BatchApplier applier, Listener listener) {}

    /** Those who hand on what was committed. */
    public interface Listener {
        void committed(BatchOutcome.Committed batch);

        /** Something is to be told that is no batch. */
        void told();
    }

    /** What a step came to: whether the next can follow, and if not, what kept it. */
    private record Step(boolean goesOn, @Nullable String obstacle) {
        static final Step ON = new Step(true, null);
        static final Step WAIT = new Step(false, null);
    }

    public ReplayWork(Site site, ClusterProfile profile, CredentialSource credentials) {
        this.site = site;
        AidbDatabase database = site.database();
        this.transactions = new RegistryTransactions(database);
        this.stops = new RemovalStops(database.jdbc(), database.clock());
        this.planning = new ReplayPlanning(
                site.source(), new Foresight(database, profile, credentials), profile.fingerprint(), database.clock());
    }

    /**
     * Answers why it could not be done; then it is done the next time. Empty also while somebody has to act first.
     *
     * @throws org.springframework.dao.DataAccessException when the database fails; then it is done the next time
     */
    public Optional<String> run() {
        Step step = Step.ON;
        while (step.goesOn() && !Thread.currentThread().isInterrupted()) {
            step = site.replays().next().map(this::goOn).orElse(Step.WAIT);
        }
        return Optional.ofNullable(step.obstacle());
    }

    private Step goOn(Replay replay) {
        try {
            return switch (replay.state()) {
                case PLANNING -> plan(replay);
                case CHECKING -> check(replay);
                case NEEDS_APPROVAL -> lookForApproval(replay);
                case RUNNING -> carryOn(replay);
                case PLANNED, DONE, CANCELLED, STALE, FAILED -> Step.WAIT;
            };
        } catch (UnavailableException e) {
            return new Step(false, e.getMessage());
        }
    }

    private Step plan(Replay replay) {
        ReplayPlanning.Made made = planning.plan(replay);
        return inTransaction(() -> site.replays().planned(replay, made.replay(), made.services()));
    }

    private Step check(Replay replay) {
        List<PlannedService> services = site.replays().rows().all(replay.id()).stream()
                .map(Row::service)
                .toList();
        Optional<Replay> stale = planning.stale(replay, services);
        return inTransaction(() -> {
            if (site.replays().isStill(replay)) {
                site.replays()
                        .change(replay, stale.orElseGet(() -> released(replay, ReplayPlanning.removals(services))));
            }
        });
    }

    private Replay released(Replay replay, Set<String> removals) {
        if (replay.counts().changedServices() == 0) {
            return replay.to(ReplayState.DONE, "Nothing was to be changed, and nothing was");
        }
        return site.applier()
                .holdBack(removals)
                .map(stop -> waiting(replay, stop))
                .orElseGet(() -> replay.to(ReplayState.RUNNING, CARRIED_OUT));
    }

    private static Replay waiting(Replay replay, RemovalStop stop) {
        return replay.to(ReplayState.NEEDS_APPROVAL, stop.detail()).waitingFor(stop.id());
    }

    private Step lookForApproval(Replay replay) {
        if (!stops.isApproved(Objects.requireNonNull(replay.approvalId()))) {
            return Step.WAIT;
        }
        return inTransaction(() -> site.replays().change(replay, replay.to(ReplayState.RUNNING, CARRIED_OUT)));
    }

    private Step carryOn(Replay replay) {
        long began = System.nanoTime();
        BatchOutcome outcome = site.applier().replay(new ReplayBatch(replay.id(), site.replays()));
        if (outcome instanceof BatchOutcome.Committed committed) {
            site.listener().committed(committed);
            rest(Duration.ofNanos(System.nanoTime() - began));
            return Step.ON;
        }
        if (outcome instanceof BatchOutcome.Stopped stopped) {
            return inTransaction(() -> waitFor(replay, stopped.stop()));
        }
        if (outcome instanceof BatchOutcome.Held held) {
            return tellThatItWaits(replay, "Waits, since the worker is " + held.detail());
        }
        return new Step(
                false,
                outcome instanceof BatchOutcome.Failed failed ? failed.failure().inShort() : null);
    }

    /** Nobody waits for what was held back when the replay has been ended meanwhile. */
    private void waitFor(Replay replay, RemovalStop stop) {
        if (!site.replays().change(replay, waiting(replay, stop))) {
            stops.end(Origin.REPLAY);
        }
    }

    private Step tellThatItWaits(Replay replay, String detail) {
        if (!detail.equals(replay.detail())) {
            inTransaction(() -> site.replays().change(replay, replay.to(ReplayState.RUNNING, detail)));
        }
        return Step.WAIT;
    }

    private Step inTransaction(Runnable change) {
        transactions.run(transaction -> {
            change.run();
            return Step.ON;
        });
        site.listener().told();
        return Step.ON;
    }

    private static void rest(Duration worked) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(worked.toNanos(), LONGEST_REST.toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
