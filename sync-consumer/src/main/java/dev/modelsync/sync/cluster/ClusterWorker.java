package dev.modelsync.sync.cluster;

import com.zaxxer.hikari.HikariDataSource;
import dev.modelsync.sync.apply.AccessToken;
import dev.modelsync.sync.apply.AidbDatabase;
import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.apply.Cursors;
import dev.modelsync.sync.apply.History;
import dev.modelsync.sync.apply.ModelConditions;
import dev.modelsync.sync.apply.SqlFailure;
import dev.modelsync.sync.apply.UnsupportedAidbException;
import dev.modelsync.sync.consume.ParkedRetry;
import dev.modelsync.sync.consume.Positions;
import dev.modelsync.sync.consume.RepeatingErrorHandler;
import dev.modelsync.sync.consume.ServiceEventListener;
import dev.modelsync.sync.consume.ServiceEventReader;
import dev.modelsync.sync.consume.ServiceTopic;
import dev.modelsync.sync.consume.ServiceTopic.TopicUnknownException;
import dev.modelsync.sync.picker.PickedCluster;
import dev.modelsync.sync.picker.PickedCluster.Freshness;
import dev.modelsync.sync.picker.RegistryModels;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.report.Backoff;
import dev.modelsync.sync.report.Outage;
import dev.modelsync.sync.report.OutcomeRelay;
import dev.modelsync.sync.report.Pause;
import dev.modelsync.sync.report.PostgresOutcomeOutbox;
import dev.modelsync.sync.report.ResultLog;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/**
 * Keeps the registry of one cluster in step with the service topic. It depends on no other cluster:
 * starting returns at once, and a database or broker that is dark is tried again until it answers.
 */
final class ClusterWorker {
    private static final Logger log = LoggerFactory.getLogger(ClusterWorker.class);
    private static final Duration RETENTION_CHECK = Duration.ofHours(1);
    private static final Duration VALIDATION = Duration.ofSeconds(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final ClusterProfile profile;
    private final AccessToken token;
    private final WorkerParts shared;
    private final HikariDataSource pool;
    private final WorkerStatus status;
    private final Outage outage;
    private final Outage relayOutage;
    private final Pause pause;
    private final ClusterSettings settings;
    private final Thread opening;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Running running;

    /** The parts that exist once the database has been opened and the topic found. */
    private record Running(
            KafkaMessageListenerContainer<?, ?> container,
            Positions positions,
            OutcomeRelay relay,
            Housekeeping housekeeping) {}

    ClusterWorker(ClusterSettings settings, WorkerParts shared) {
        this.profile = settings.profile();
        this.token = settings.token();
        this.shared = shared;
        this.pool = ClusterPool.of(profile.clusterId(), Objects.requireNonNull(settings.database()));
        this.status = new WorkerStatus(shared.clock());
        this.outage = new Outage(profile.clusterId(), "applying", shared.clock());
        this.relayOutage = new Outage(profile.clusterId(), "relaying outcomes", shared.clock());
        this.pause = new Pause(profile.clusterId());
        this.settings = settings;
        this.opening = new Thread(this::open, name("opening"));
    }

    String clusterId() {
        return profile.clusterId();
    }

    WorkerStatus status() {
        return status;
    }

    Outage outage() {
        return outage;
    }

    Outage relayOutage() {
        return relayOutage;
    }

    Pause pause() {
        return pause;
    }

    /** How many partitions of the topic it reads at present. */
    int assignedPartitions() {
        Running parts = running;
        return parts == null ? 0 : parts.positions().known();
    }

    /** For those who pick a model from its registry. */
    PickedCluster picked() {
        return new PickedCluster(clusterId(), new RegistryModels(pool), this::freshness);
    }

    private Freshness freshness() {
        Optional<String> obstacle = pause.detail().or(outage::cause);
        boolean working = obstacle.isEmpty() && assignedPartitions() > 0;
        return new Freshness(
                working,
                working ? null : obstacle.orElse("not started yet"),
                status.lastProgress().orElse(null));
    }

    void start() {
        opening.start();
    }

    /** Returns when the present batch has ended, or after a few seconds; then the transaction is rolled back. */
    void stop() {
        stopping.countDown();
        opening.interrupt();
        try {
            opening.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Running parts = running;
        if (parts != null) {
            parts.housekeeping().stop();
            parts.container().stop();
            parts.relay().stop();
        }
        pool.close();
    }

    private void open() {
        Backoff backoff = new Backoff();
        try {
            while (!isOpened()) {
                if (stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpened() throws InterruptedException {
        try {
            AidbDatabase database = AidbDatabase.open(pool, shared.clock());
            shared.topic().identity();
            run(database);
            outage.over();
            return true;
        } catch (DataAccessException | FlywayException e) {
            outage.failed("the database cannot be opened, " + SqlFailure.of(e).inShort());
        } catch (UnsupportedAidbException | TopicUnknownException e) {
            outage.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (outage.cause().isEmpty()) {
                log.error("cluster={} cannot be worked for by a defect or a wrong setting", clusterId(), e);
            }
            outage.failed("a defect or a wrong setting: " + e.getClass().getName());
        }
        return false;
    }

    private void run(AidbDatabase database) {
        PostgresOutcomeOutbox outbox = new PostgresOutcomeOutbox(pool, clusterId(), shared.clock());
        BatchApplier applier = new BatchApplier(database, profile, token, outbox);
        status.opened(applier.parked());
        OutcomeRelay relay = new OutcomeRelay(pool, shared.sender(), relayOutage, name("relay"));
        Positions positions = new Positions(
                shared.topic(), new Cursors(database.jdbc(), profile.fingerprint(), shared.clock()), outage);
        ResultLog results = new ResultLog(clusterId());
        Consumer<BatchOutcome.Committed> committed = batch -> {
            relay.wake();
            status.committed(batch);
            results.write(batch.results());
        };
        ServiceEventListener listener =
                new ServiceEventListener(reader(), applier, positions, committed, outage, pause);
        KafkaMessageListenerContainer<?, ?> container = containerFor(listener, positions);
        container.start();
        relay.start();
        running = new Running(
                container, positions, relay, housekeeping(database, new ParkedRetry(reader(), applier, committed)));
        log.info(
                "cluster={} project={} working with {}, proxy {}",
                clusterId(),
                profile.project(),
                database.capabilities().inShort(),
                profile.proxyReachable() ? profile.proxyUrl() : "unreachable");
    }

    private ServiceEventReader reader() {
        return new ServiceEventReader(shared.kafka().valueDeserializer(), shared.clock());
    }

    private Housekeeping housekeeping(AidbDatabase database, ParkedRetry parked) {
        Housekeeping housekeeping = new Housekeeping(clusterId(), name("housekeeping"), shared.clock());
        History history = new History(pool, shared.clock());
        housekeeping.every(RETENTION_CHECK, "cutting the history", () -> {
            history.keep(settings.historyRetention());
            return Optional.empty();
        });
        housekeeping.every(settings.parkedRetryInterval(), "deciding parked services again", parked::run);
        ModelConditions conditions = new ModelConditions(database, settings.validationRetryInterval());
        housekeeping.every(VALIDATION, "checking models", () -> {
            conditions.check();
            return Optional.empty();
        });
        return housekeeping;
    }

    private KafkaMessageListenerContainer<?, ?> containerFor(ServiceEventListener listener, Positions positions) {
        String group = "modelsync." + clusterId();
        ContainerProperties properties = new ContainerProperties(ServiceTopic.NAME);
        properties.setGroupId(group);
        properties.setClientId(name("consumer"));
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(positions);
        properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        properties.setSyncCommits(false);
        properties.setShutdownTimeout(STOP_WITHIN.toMillis());
        properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor(name("worker") + "-"));
        KafkaMessageListenerContainer<?, ?> container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(shared.kafka().consumer(group)), properties);
        container.setCommonErrorHandler(new RepeatingErrorHandler(positions));
        return container;
    }

    private String name(String part) {
        return "modelsync-" + profile.clusterId() + "-" + part;
    }
}
