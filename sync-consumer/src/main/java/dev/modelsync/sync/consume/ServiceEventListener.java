package dev.modelsync.sync.consume;

import dev.modelsync.contract.SchemaRegistryUnavailableException;
import dev.modelsync.sync.apply.Batch;
import dev.modelsync.sync.apply.Batch.Origin;
import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.position.CursorMove;
import dev.modelsync.sync.position.TopicIdentity;
import dev.modelsync.sync.report.LogKeys;
import dev.modelsync.sync.report.Outage;
import dev.modelsync.sync.report.Pause;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;

/**
 * Reads a batch, folds it, has it applied, tells the result. A batch that could not be applied is
 * delivered again by the container; one that meets a cursor moved by somebody else is dropped, and
 * reading goes on where the database stands.
 */
public final class ServiceEventListener
        implements BatchConsumerAwareMessageListener<@Nullable String, byte @Nullable []> {
    private static final Logger log = LoggerFactory.getLogger(ServiceEventListener.class);

    /** So often a batch that is held is tried as it is; then it is read anew, with what has come meanwhile. */
    private static final int WAIT_BEFORE_READING_ANEW = 5;

    private final ServiceEventReader reader;
    private final BatchApplier applier;
    private final Positions positions;
    private final java.util.function.Consumer<BatchOutcome.Committed> committed;
    private final Outage outage;
    private final Pause pause;
    private boolean again;
    private int failures;
    private int waited;
    private int generation;

    public ServiceEventListener(
            ServiceEventReader reader,
            BatchApplier applier,
            Positions positions,
            java.util.function.Consumer<BatchOutcome.Committed> committed,
            Outage outage,
            Pause pause) {
        this.reader = reader;
        this.applier = applier;
        this.positions = positions;
        this.committed = committed;
        this.outage = outage;
        this.pause = pause;
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<@Nullable String, byte @Nullable []>> records, @Nullable Consumer<?, ?> kafka) {
        Consumer<?, ?> consumer = Objects.requireNonNull(kafka, "the container gives its consumer to such listeners");
        try {
            TopicIdentity topic = positions.topicIfKnown();
            if (!again) {
                generation = positions.generation();
            }
            if (topic == null || waited >= WAIT_BEFORE_READING_ANEW) {
                waited = 0;
                positions.restore(consumer);
            } else if (generation == positions.generation()) {
                apply(topic, records, consumer);
            }
            again = false;
            failures = 0;
            waited = 0;
            outage.over();
        } catch (HeldException e) {
            again = true;
            waited++;
            outage.over();
            pause.held(String.valueOf(e.getMessage()));
            throw e;
        } catch (NotAppliedException | SchemaRegistryUnavailableException e) {
            again = true;
            failures++;
            outage.failed(String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException e) {
            again = true;
            if (failures++ == 0) {
                log.atError()
                        .addKeyValue(LogKeys.CLUSTER, outage.clusterId())
                        .setCause(e)
                        .log("cluster={} a batch fails by a defect and will be tried again", outage.clusterId());
            }
            outage.failed("a defect: " + e.getClass().getName());
            throw e;
        }
    }

    private void apply(
            TopicIdentity topic,
            List<ConsumerRecord<@Nullable String, byte @Nullable []>> records,
            Consumer<?, ?> consumer) {
        List<CursorMove> moves = positions.movesOf(records);
        BatchOutcome outcome = applier.apply(topic, batchOf(records, moves));
        if (outcome instanceof BatchOutcome.Committed done) {
            positions.moved(moves);
            pause.over();
            committed.accept(done);
        } else if (outcome instanceof BatchOutcome.Fenced fenced) {
            log.atWarn()
                    .addKeyValue(LogKeys.CLUSTER, outage.clusterId())
                    .log(
                            "cluster={} partition={} the database stands elsewhere than this worker; reading on from there",
                            outage.clusterId(),
                            fenced.partition());
            positions.forgetAll();
            positions.restore(consumer);
        } else if (outcome instanceof BatchOutcome.Held held) {
            throw new HeldException(held.detail());
        } else if (outcome instanceof BatchOutcome.Stopped stopped) {
            throw new HeldException(stopped.stop().detail());
        } else if (outcome instanceof BatchOutcome.Failed failed) {
            throw new NotAppliedException(
                    "the batch cannot be applied, " + failed.failure().inShort());
        }
    }

    private Batch batchOf(List<ConsumerRecord<@Nullable String, byte @Nullable []>> records, List<CursorMove> moves) {
        Fold fold = new Fold();
        records.forEach(record -> fold.add(reader.read(record)));
        return new Batch(Origin.RECORDS, fold.events(), fold.unreadable(), moves, failures + 1);
    }
}
