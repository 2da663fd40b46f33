package dev.modelsync.sync.replay;

import dev.modelsync.sync.replay.ReplaySource.Ends;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay on this cluster, as the database holds it.
 *
 * @param command that brought it into its state
 * @param plan null before it is planned
 * @param reason for one that is STALE or FAILED
 * @param detail one sentence for a person
 * @param approvalId of the removals that wait for an approval
 */
public record Replay(
        String id,
        String name,
        ReplayState state,
        Wish wish,
        Command command,
        @Nullable Plan plan,
        @Nullable ReplayReason reason,
        String detail,
        @Nullable String approvalId) {

    /** What is to be planned, and for how long the plan may be run. */
    public record Wish(Selection selection, Duration planValid) {}

    /** Who ordered what became of it. */
    public record Command(String id, String actor, Instant issuedAt) {}

    /**
     * What a plan was made with, and how large it is.
     *
     * @param profile fingerprint of the cluster's configuration
     * @param parts in which it is told
     * @param digest of where the topic ended and of every service's plan
     */
    public record Plan(
            Ends ends, String profile, String digest, int parts, Counts counts, Instant madeAt, Instant expiresAt) {}

    /** How many services there are and how many are changed; and how many models it is about, by what is planned. */
    public record Counts(int services, int changedServices, int create, int edit, int remove, int leave, int skip) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * How much of it is done.
     *
     * @param services gone through, of those that are changed
     * @param parked those whose change failed
     * @param overtaken those that were no longer as planned
     */
    public record Progress(int services, int created, int edited, int removed, int parked, int overtaken) {}

    /** In another state. */
    Replay to(ReplayState next, String said) {
        return new Replay(id, name, next, wish, command, plan, null, said, null);
    }

    /** Ended without having been carried out. */
    Replay endedFor(ReplayState next, ReplayReason why, String said) {
        return new Replay(id, name, next, wish, command, plan, why, said, null);
    }

    Replay by(Command other) {
        return new Replay(id, name, state, wish, other, plan, reason, detail, approvalId);
    }

    Replay with(Plan made) {
        return new Replay(id, name, state, wish, command, made, reason, detail, approvalId);
    }

    Replay waitingFor(String approval) {
        return new Replay(id, name, state, wish, command, plan, reason, detail, approval);
    }

    public Counts counts() {
        return plan == null ? Counts.NONE : plan.counts();
    }
}
