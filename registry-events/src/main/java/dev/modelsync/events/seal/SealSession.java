package dev.modelsync.events.seal;

import dev.modelsync.events.seal.SealProgress.Phase;
import dev.modelsync.events.seal.plan.RecordKey;
import dev.modelsync.events.seal.plan.SealPlan;
import dev.modelsync.events.seal.plan.Sealed;
import dev.modelsync.events.seal.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of the topics, and what is done about them for as long as it lasts. Withdrawals come before everything
 * else. What is written counts from its acknowledgement on, so that nothing is sealed twice for one change.
 */
final class SealSession {
    private static final Logger log = LoggerFactory.getLogger(SealSession.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CHECK = Duration.ofSeconds(5);
    /** A secret store that does not answer may take so long for each question. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final SealPlan plan = new SealPlan();
    private final SealQueue queue;
    private final SealSource source;
    private final SealEvents events;
    private final SealedTopic topic;
    private final Supplier<Sealer> sealers;
    private final SealProgress progress;

    /** @param queue as an earlier reading has left it, so that what could not be sealed is not taken for new */
    SealSession(
            SealSource source, SealedTopic topic, Supplier<Sealer> sealers, SealQueue queue, SealProgress progress) {
        this.source = source;
        this.events = new SealEvents(plan);
        this.topic = topic;
        this.sealers = sealers;
        this.queue = queue;
        this.progress = progress;
    }

    /** @param sent what the topic holds when it is acknowledged; null for a withdrawal */
    private record Sent(RecordKey key, @Nullable Sealed sent, Future<RecordMetadata> acknowledgement) {}

    /**
     * Until it may not go on, or has gone on for so long: then the topics are to be read anew, which finds what nobody
     * told.
     */
    void follow(BooleanSupplier mayGoOn, Duration atMost) throws InterruptedException {
        long begun = System.nanoTime();
        long checked = begun;
        boolean complete = false;
        while (mayGoOn.getAsBoolean() && !isOver(begun, atMost)) {
            source.poll(queue.patience(POLL)).forEach(events::read);
            complete = complete || isComplete();
            if (complete) {
                turn();
            }
            if (complete && isOver(checked, CHECK)) {
                source.requireSame();
                checked = System.nanoTime();
            }
        }
    }

    private static boolean isOver(long since, Duration limit) {
        return System.nanoTime() - since > limit.toNanos();
    }

    private boolean isComplete() {
        if (!source.isReadToItsEnd()) {
            progress.enter(Phase.READING);
            return false;
        }
        log.debug("The topics are read: {} sealed credentials", plan.sealedCredentials());
        return true;
    }

    private void turn() throws InterruptedException {
        List<Sent> withdrawals = new ArrayList<>();
        for (RecordKey key : plan.changed()) {
            plan.steps(key).stream()
                    .filter(Step.Withdraw.class::isInstance)
                    .map(Step.Withdraw.class::cast)
                    .forEach(step -> withdrawals.add(new Sent(key, null, topic.send(step))));
            toSeal(key).ifPresentOrElse(step -> queue.add(key), () -> queue.remove(key));
        }
        await(withdrawals);
        seal();
        progress.following(plan.directClusters(), plan.sealedCredentials(), queue.obstructed());
    }

    private void seal() throws InterruptedException {
        long begun = System.nanoTime();
        List<RecordKey> due = queue.due();
        Sealer sealer = sealers.get();
        List<Sent> sent = new ArrayList<>();
        boolean isRetry = !due.isEmpty() && queue.isWaiting(due.get(0));
        for (RecordKey key : due) {
            toSeal(key).ifPresentOrElse(step -> seal(sealer, step, sent), () -> queue.remove(key));
            if (isOver(begun, TURN)) {
                break;
            }
        }
        if (isRetry) {
            queue.tried(!sent.isEmpty());
        }
        await(sent);
    }

    private Optional<Step.Seal> toSeal(RecordKey key) {
        return plan.steps(key).stream()
                .filter(Step.Seal.class::isInstance)
                .map(Step.Seal.class::cast)
                .findFirst();
    }

    private void seal(Sealer sealer, Step.Seal step, List<Sent> sent) {
        Sealing sealing = sealer.seal(step);
        if (sealing instanceof Sealing.Done done) {
            sent.add(new Sent(step.key(), step.sealed(), topic.send(step, done.ciphertext())));
        } else if (sealing instanceof Sealing.Obstructed obstructed) {
            log.debug("{} cannot be sealed: {}", step.key(), obstructed.obstacle(), obstructed.cause());
            queue.obstructed(step.key(), obstructed.obstacle());
        }
    }

    private void await(List<Sent> sent) throws InterruptedException {
        for (Sent record : sent) {
            RecordMetadata acknowledged = SealedTopic.await(record.acknowledgement());
            source.requireBehind(acknowledged);
            plan.holds(record.key(), record.sent(), acknowledged.offset());
            if (record.sent() == null) {
                progress.withdrawnOne();
            } else {
                progress.sealedOne();
                queue.remove(record.key());
            }
        }
    }
}
