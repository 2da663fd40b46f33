package dev.modelsync.sync.worker;

import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.consume.ServiceEventReader;
import dev.modelsync.sync.consume.SpanReader;
import dev.modelsync.sync.plan.SyncPlanner;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.replay.ReplayOutbox;
import dev.modelsync.sync.replay.ReplaySource;
import dev.modelsync.sync.replay.ReplayWork;
import dev.modelsync.sync.replay.Replays;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Where one cluster's replays are gone on with: a thread apart from the live worker's and the housekeeping's. */
final class ReplayCorner {
    private static final String SUBJECT = "replaying";

    private final Replays replays;
    private final ReplayWork work;
    private final Housekeeping thread;

    ReplayCorner(
            AidbDatabase database,
            ClusterWorker worker,
            BatchApplier applier,
            ReplayOutbox outbox,
            ReplayWork.Listener listener) {
        WorkerParts shared = worker.shared();
        this.replays = new Replays(database, outbox);
        this.thread = new Housekeeping(worker.clusterId(), worker.name("replay"), shared.clock());
        ReplaySource source = new SpanReader(
                shared.topic(),
                () -> new KafkaConsumer<>(shared.kafka().scanner(worker.name("replay-reader"))),
                new ServiceEventReader(shared.kafka().valueDeserializer(), shared.clock()),
                new SyncPlanner(worker.profile())::concerns);
        this.work = new ReplayWork(
                new ReplayWork.Site(database, replays, source, applier, listener),
                worker.profile(),
                worker.credentials());
    }

    Replays replays() {
        return replays;
    }

    /** What another process left, or had to wait, is looked for now and then. */
    void start(Duration interval) {
        thread.every(interval, SUBJECT, work::run);
    }

    /** Because something was ordered. */
    void goOnSoon() {
        thread.once(SUBJECT, work::run);
    }

    /** Returns when the present batch has ended, or after a few seconds. */
    void stop() {
        thread.stop();
    }
}
