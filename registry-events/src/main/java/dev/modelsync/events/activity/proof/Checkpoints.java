package dev.modelsync.events.activity.proof;

import dev.modelsync.proof.Checkpoint;
import dev.modelsync.proof.Checkpoint.Tip;
import dev.modelsync.proof.ProofLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs where every stream ends, and brings it to the topic. What is signed is stored first, so a topic that is away gets it later,
 * and in its order. Of several instances one signs at a time.
 */
final class Checkpoints {
    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
    private static final Duration SIGN_OF_LIFE = Duration.ofDays(1);

    private final TransactionTemplate transactions;
    private final CheckpointTable table;
    private final SigningKey key;
    private final CheckpointTopic topic;
    private final Clock clock;

    Checkpoints(
            TransactionTemplate transactions,
            CheckpointTable table,
            SigningKey key,
            CheckpointTopic topic,
            Clock clock) {
        this.transactions = transactions;
        this.table = table;
        this.key = key;
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * What was signed before the database was lost, or restored from an older copy, comes back from the topic. Otherwise its numbers
     * would be given once more, and whoever has kept the first of them would find two. To be done before anything is signed.
     *
     * @throws org.apache.kafka.common.KafkaException when the topic cannot be read; nothing was taken back
     */
    void takeBack() {
        transactions.executeWithoutResult(status -> {
            table.lock();
            Checkpoint known = table.last();
            AtomicReference<@Nullable Checkpoint> last = new AtomicReference<>(known);
            topic.read(known == null ? 0 : known.number(), signed -> {
                if (table.isSignedByUs(signed)) {
                    last.set(takenBack(signed, last.get()));
                }
            });
        });
    }

    /** The last one that is known then: this one, where it comes next. */
    private @Nullable Checkpoint takenBack(ProofLine.Signed signed, @Nullable Checkpoint last) {
        Checkpoint checkpoint = Checkpoint.of(signed.statement());
        if (!checkpoint.isNextAfter(last)) {
            return last;
        }
        log.info("Checkpoint {} of the activity log is taken back from its topic", checkpoint.number());
        table.add(checkpoint.number(), signed);
        table.published(checkpoint.number());
        return checkpoint;
    }

    /** Signs when the last one is as old as that and something has happened since, and once a day in any case. */
    void sign(Duration interval) {
        transactions.executeWithoutResult(status -> {
            table.lock();
            Checkpoint last = table.last();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            if (last == null || isOlder(last, interval, now)) {
                signNews(last, now);
            }
        });
    }

    private void signNews(@Nullable Checkpoint last, Instant now) {
        Map<String, Tip> tips = table.tips();
        if (last == null || !last.tips().equals(tips) || isOlder(last, SIGN_OF_LIFE, now)) {
            Checkpoint next = Checkpoint.after(last, now, tips);
            table.add(next.number(), key.sign(next.statement()));
        }
    }

    private static boolean isOlder(Checkpoint last, Duration age, Instant now) {
        return !last.at().plus(age).isAfter(now);
    }

    /**
     * @throws ExecutionException when the brokers do not take one; those before it have arrived
     * @throws org.apache.kafka.common.KafkaException the same
     */
    void publish() throws ExecutionException, InterruptedException {
        for (ProofLine.Signed signed : table.pending()) {
            Checkpoint checkpoint = Checkpoint.of(signed.statement());
            topic.send(checkpoint, signed);
            table.published(checkpoint.number());
        }
    }
}
