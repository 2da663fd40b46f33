package dev.modelsync.sync.worker;

import com.zaxxer.hikari.HikariDataSource;
import dev.modelsync.sync.consume.ServiceTopic.TopicUnknownException;
import dev.modelsync.sync.heartbeat.Safeguards;
import dev.modelsync.sync.heartbeat.WorkerFacts;
import dev.modelsync.sync.picker.PickedCluster;
import dev.modelsync.sync.picker.PickedCluster.Freshness;
import dev.modelsync.sync.picker.RegistryModels;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.registry.CredentialSource;
import dev.modelsync.sync.registry.ProxyToken;
import dev.modelsync.sync.registry.SqlFailure;
import dev.modelsync.sync.registry.UnsupportedAidbException;
import dev.modelsync.sync.report.Backoff;
import dev.modelsync.sync.report.LogKeys;
import dev.modelsync.sync.report.Outage;
import dev.modelsync.sync.report.Pause;
import dev.modelsync.sync.settings.ClusterPool;
import dev.modelsync.sync.settings.ClusterSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Keeps the registry of one cluster in step with the service topic. It depends on no other cluster:
 * starting returns at once, and a database or broker that is dark is tried again until it answers.
 */
public final class ClusterWorker {
    private static final Logger log = LoggerFactory.getLogger(ClusterWorker.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final ClusterProfile profile;
    private final @Nullable DirectDelivery direct;
    private final CredentialSource credentials;
    private final WorkerParts shared;
    private final HikariDataSource pool;
    private final WorkerStatus status;
    private final Outage outage;
    private final Outage relayOutage;
    private final Pause pause;
    private final ClusterSettings settings;
    private final Observation observation;
    private final Thread opening;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable OpenCluster open;

    public ClusterWorker(ClusterSettings settings, WorkerParts shared) {
        this.profile = settings.profile();
        this.shared = shared;
        this.direct = settings.isDirect()
                ? DirectDelivery.of(profile.clusterId(), settings.privateKeySetting(), shared)
                : null;
        this.credentials = direct == null ? new ProxyToken(settings.token()) : direct.credentials();
        this.pool = ClusterPool.of(profile.clusterId(), Objects.requireNonNull(settings.database()));
        this.status = new WorkerStatus(shared.clock());
        this.outage = new Outage(profile.clusterId(), "applying", shared.clock());
        this.relayOutage = new Outage(profile.clusterId(), "relaying outcomes", shared.clock());
        this.pause = new Pause(profile.clusterId());
        this.settings = settings;
        this.observation = new Observation(profile.clusterId(), pool, status, shared);
        this.opening = new Thread(this::open, name("opening"));
    }

    public String clusterId() {
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

    /** Why the cluster is not being worked for; empty where it is, as far as is known. */
    Optional<String> obstacle() {
        return outage.cause().or(observation::unreadable);
    }

    /** Of all workers of this process. */
    Outage kafkaOutage() {
        return shared.kafkaOutage();
    }

    Pause pause() {
        return pause;
    }

    Observation observation() {
        return observation;
    }

    /** What it has to report; empty where another process reads for this cluster, and so reports. */
    public Optional<WorkerFacts> report() {
        return WorkerReport.of(this);
    }

    /** Where each partition of the topic ends, as the broker said last. */
    public void ends(Map<Integer, Long> found) {
        observation.ends(found);
    }

    /** Whether the database has been opened and the topic found. */
    boolean isOpen() {
        return open != null;
    }

    /** How many partitions of the topic it reads at present. */
    int assignedPartitions() {
        OpenCluster cluster = open;
        return cluster == null ? 0 : cluster.assignedPartitions();
    }

    /** For those who pick a model from its registry. */
    public PickedCluster picked() {
        return new PickedCluster(clusterId(), new RegistryModels(pool), this::freshness);
    }

    private Freshness freshness() {
        Optional<String> obstacle = pause.detail().or(this::obstacle);
        boolean working = obstacle.isEmpty() && assignedPartitions() > 0;
        return new Freshness(
                working,
                working ? null : obstacle.orElse("not started yet"),
                status.lastProgress().orElse(null));
    }

    ClusterProfile profile() {
        return profile;
    }

    /** What holds removals back, and what drift was found. */
    Safeguards safeguards() {
        OpenCluster cluster = open;
        return cluster == null ? Safeguards.NONE : cluster.safeguards();
    }

    /** What its models work with. */
    CredentialSource credentials() {
        return credentials;
    }

    /** Empty where models go through the proxy. */
    Optional<DirectDelivery> direct() {
        return Optional.ofNullable(direct);
    }

    WorkerParts shared() {
        return shared;
    }

    DataSource pool() {
        return pool;
    }

    public void start() {
        direct().ifPresent(delivery -> delivery.reader().start());
        opening.start();
    }

    /** Returns when the present batch has ended, or after a few seconds; then the transaction is rolled back. */
    public void stop() {
        stopping.countDown();
        opening.interrupt();
        try {
            opening.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        OpenCluster cluster = open;
        if (cluster != null) {
            cluster.stop();
        }
        direct().ifPresent(delivery -> delivery.reader().stop());
        pool.close();
    }

    private void open() {
        Backoff backoff = new Backoff();
        try {
            while (!isOpened()) {
                observation.loop().turned(false);
                if (stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is sealed for the cluster has to be known before the first change is planned. */
    private boolean lacksCredentials() {
        if (direct == null || direct.credentials().isRead()) {
            return false;
        }
        direct.reader().obstacle().ifPresent(cause -> outage.failed("sealed credentials cannot be read: " + cause));
        return true;
    }

    private boolean isOpened() throws InterruptedException {
        if (lacksCredentials()) {
            return false;
        }
        try {
            AidbDatabase database = AidbDatabase.open(pool, shared.clock());
            shared.topic().look();
            run(database);
            outage.over();
            return true;
        } catch (DataAccessException | FlywayException e) {
            outage.failed("the database cannot be opened, " + SqlFailure.of(e).inShort());
        } catch (UnsupportedAidbException | TopicUnknownException e) {
            outage.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (outage.cause().isEmpty()) {
                log.atError()
                        .addKeyValue(LogKeys.CLUSTER, clusterId())
                        .setCause(e)
                        .log("cluster={} cannot be worked for by a defect or a wrong setting", clusterId());
            }
            outage.failed("a defect or a wrong setting: " + e.getClass().getName());
        }
        return false;
    }

    private void run(AidbDatabase database) {
        observation.opened(database.capabilities());
        OpenCluster cluster = new OpenCluster(database, settings, this);
        cluster.start();
        open = cluster;
        log.atInfo()
                .addKeyValue(LogKeys.CLUSTER, clusterId())
                .log(
                        "cluster={} project={} working with {}, {}",
                        clusterId(),
                        profile.project(),
                        database.capabilities().inShort(),
                        profile.delivery().inShort());
    }

    String name(String part) {
        return "modelsync-" + profile.clusterId() + "-" + part;
    }
}
