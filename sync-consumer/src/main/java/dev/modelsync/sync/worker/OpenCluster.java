package dev.modelsync.sync.worker;

import dev.modelsync.contract.Topic;
import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.apply.RemovalStops;
import dev.modelsync.sync.command.CommandActions;
import dev.modelsync.sync.command.Commands;
import dev.modelsync.sync.consume.CredentialWatch;
import dev.modelsync.sync.consume.DriftWatch;
import dev.modelsync.sync.consume.ParkedRetry;
import dev.modelsync.sync.consume.PositionWatch;
import dev.modelsync.sync.consume.Positions;
import dev.modelsync.sync.consume.RecordsReadAgain;
import dev.modelsync.sync.consume.ServiceEventListener;
import dev.modelsync.sync.consume.ServiceEventReader;
import dev.modelsync.sync.consume.ServiceTopic;
import dev.modelsync.sync.consume.Telling;
import dev.modelsync.sync.control.CommandListener;
import dev.modelsync.sync.heartbeat.Safeguards;
import dev.modelsync.sync.journal.History;
import dev.modelsync.sync.journal.UnreadRecords;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.position.TopicPositions;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.registry.DriftCheck;
import dev.modelsync.sync.registry.LeftCredentials;
import dev.modelsync.sync.registry.ModelConditions;
import dev.modelsync.sync.replay.ReplayWork;
import dev.modelsync.sync.report.Outage;
import dev.modelsync.sync.report.OutcomeRelay;
import dev.modelsync.sync.report.PostgresOutcomeOutbox;
import dev.modelsync.sync.report.ResultLog;
import dev.modelsync.sync.settings.ClusterSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** The parts of one cluster's worker that exist once its database has been opened and the topic found. */
final class OpenCluster {
    private static final Duration RETENTION_CHECK = Duration.ofHours(1);
    private static final Duration VALIDATION = Duration.ofSeconds(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final ClusterWorker worker;
    private final ClusterSettings settings;
    private final AidbDatabase database;
    private final PostgresOutcomeOutbox outbox;
    private final BatchApplier applier;
    private final OutcomeRelay relay;
    private final TopicPositions stand;
    private final Positions positions;
    private final Telling telling;
    private final UnreadRecords unread;
    private final ParkedRetry parked;
    private final DriftWatch drift;
    private final KnownSafeguards safeguards;
    private final Housekeeping housekeeping;
    private final ReplayCorner replay;
    private final List<KafkaMessageListenerContainer<?, ?>> containers;
    private final Optional<CredentialFollower> credentials;

    OpenCluster(AidbDatabase database, ClusterSettings settings, ClusterWorker worker) {
        this.worker = worker;
        this.settings = settings;
        this.database = database;
        WorkerParts shared = worker.shared();
        this.outbox = new PostgresOutcomeOutbox(worker.pool(), worker.clusterId(), shared.clock());
        this.applier =
                new BatchApplier(database, worker.profile(), worker.credentials(), outbox, settings.removalLimits());
        worker.status().opened(applier.parked());
        this.relay = new OutcomeRelay(worker.pool(), shared.sender(), worker.relayOutage(), worker.name("relay"));
        this.stand = new TopicPositions(database, worker.profile().fingerprint(), Topic.HISTORY);
        this.positions = new Positions(shared.topic(), stand, worker.outage());
        ResultLog results = new ResultLog(worker.clusterId());
        this.telling = new Telling(batch -> committed(batch, results));
        this.unread = new RecordsReadAgain(reader());
        this.parked = new ParkedRetry(applier, unread, telling);
        DriftCheck check = new DriftCheck(database, worker.profile(), worker.credentials());
        this.drift = new DriftWatch(worker.clusterId(), check, settings.repairsDrift(), applier, unread, telling);
        this.safeguards = new KnownSafeguards(
                new RemovalStops(database.jdbc(), database.clock()),
                applier,
                drift,
                worker.observation().metrics());
        this.housekeeping = new Housekeeping(worker.clusterId(), worker.name("housekeeping"), shared.clock());
        this.replay = new ReplayCorner(database, worker, applier, outbox, new ReplayWork.Listener() {
            @Override
            public void committed(BatchOutcome.Committed batch) {
                OpenCluster.this.committed(batch, results);
            }

            @Override
            public void told() {
                relay.wake();
            }
        });
        this.containers = containers(results);
        this.credentials = worker.direct().map(this::follower);
    }

    private CredentialFollower follower(DirectDelivery direct) {
        return new CredentialFollower(
                new CredentialWatch(direct.credentials(), applier, new RecordsReadAgain(reader()), telling),
                direct.reader(),
                new Housekeeping(
                        worker.clusterId(),
                        worker.name("following-credentials"),
                        worker.shared().clock()));
    }

    private void committed(BatchOutcome.Committed batch, ResultLog results) {
        relay.wake();
        worker.status().committed(batch);
        worker.observation().committed(batch);
        results.write(batch.results());
        if (drift.isTouchedBy(batch.results())) {
            housekeeping.once("looking whether drift is over", () -> {
                compare();
                return Optional.empty();
            });
        }
        if (!batch.results().isEmpty()) {
            credentials.ifPresent(CredentialFollower::committed);
        }
    }

    private List<KafkaMessageListenerContainer<?, ?>> containers(ResultLog results) {
        WorkerParts shared = worker.shared();
        Containers factory = new Containers(worker.clusterId(), shared.kafka(), settings.checkInterval(), STOP_WITHIN);
        ServiceEventListener changes = new ServiceEventListener(
                reader(), applier, positions, batch -> committed(batch, results), worker.outage(), worker.pause());
        CommandListener commands = new CommandListener(
                worker.clusterId(),
                shared.kafka().valueDeserializer(),
                new Commands(database, worker.clusterId(), commandActions(), outbox),
                new CommandEffects(relay, positions, this::retrySoon, replay::goOnSoon, this::compareSoon)::of,
                new Outage(worker.clusterId(), "deciding commands", shared.clock()));
        return List.of(factory.of(worker.observation().watched(changes, positions), positions), factory.of(commands));
    }

    private CommandActions commandActions() {
        return CommandActions.of(database, worker.profile(), outbox, replay.replays(), ServiceTopic.NAME);
    }

    private ServiceEventReader reader() {
        WorkerParts shared = worker.shared();
        return new ServiceEventReader(shared.kafka().valueDeserializer(), shared.clock());
    }

    void start() {
        containers.forEach(KafkaMessageListenerContainer::start);
        relay.start();
        WorkerParts shared = worker.shared();
        PositionWatch watch =
                new PositionWatch(shared.topic(), positions, stand, applier, settings.rebuildQuietTime(), telling);
        History history = new History(worker.pool(), shared.clock());
        housekeeping.every(settings.checkInterval(), "looking where the database stands", () -> {
            Optional<String> obstacle = watch.run();
            // What the watch ends, such as a rebuild, must not be reported as going on until the next heartbeat.
            lookForWhatIsHeldBack();
            return obstacle;
        });
        housekeeping.every(settings.parkedRetryInterval(), "deciding parked services again", parked::run);
        LeftCredentialWatch left =
                new LeftCredentialWatch(worker.clusterId(), new LeftCredentials(database, worker.credentials()));
        housekeeping.every(settings.checkInterval(), "looking for credentials that are left", left::run);
        housekeeping.every(settings.driftInterval(), "looking for drift", this::lookForDrift);
        ModelConditions conditions = new ModelConditions(database, settings.validationRetryInterval());
        housekeeping.every(VALIDATION, "checking models", () -> {
            conditions.check();
            return Optional.empty();
        });
        housekeeping.every(RETENTION_CHECK, "cutting the history", () -> {
            history.keep(settings.historyRetention());
            return Optional.empty();
        });
        housekeeping.every(
                shared.observation().heartbeatInterval(), "looking for what is held back", this::lookForWhatIsHeldBack);
        worker.observation().chores(housekeeping);
        replay.start(settings.checkInterval());
        credentials.ifPresent(follower -> follower.start(settings.checkInterval()));
    }

    /** A batch that is held says so itself; an idle worker would not notice that it is paused. */
    private Optional<String> lookForWhatIsHeldBack() {
        safeguards.read();
        Optional<String> paused = applier.paused();
        if (paused.isPresent()) {
            worker.pause().held(paused.get());
        } else if (safeguards.stop().isEmpty()) {
            worker.pause().over();
        }
        return Optional.empty();
    }

    private Optional<String> lookForDrift() {
        Optional<String> obstacle = drift.run();
        worker.observation().compared(drift.modelsByKind());
        return obstacle;
    }

    private void retrySoon(Optional<ServiceKey> service) {
        housekeeping.once("deciding parked services again", () -> parked.run(service));
    }

    private void compare() {
        drift.compare();
        worker.observation().compared(drift.modelsByKind());
    }

    /** For whoever asks now; repairs nothing. */
    private void compareSoon() {
        housekeeping.once("comparing the registry", () -> {
            compare();
            return worker.observation().tellInventory();
        });
    }

    /** Returns when the present batch has ended, or after a few seconds. */
    void stop() {
        housekeeping.stop();
        replay.stop();
        containers.forEach(KafkaMessageListenerContainer::stop);
        credentials.ifPresent(CredentialFollower::stop);
        relay.stop();
    }

    int assignedPartitions() {
        return positions.known();
    }

    Safeguards safeguards() {
        return safeguards;
    }
}
