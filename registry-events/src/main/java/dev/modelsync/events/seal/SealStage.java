package dev.modelsync.events.seal;

import dev.modelsync.contract.UninterruptedClose;
import dev.modelsync.events.database.DatabaseProperties;
import dev.modelsync.events.database.Lease;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.seal.SealProgress.Phase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Seals on a thread of its own, in one instance at a time. Begins again by itself, whatever fails. What an instance that
 * has lost its lease without noticing still writes, the next one reads, and puts right.
 */
final class SealStage implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SealStage.class);
    private static final String LEASE = "seal";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final DatabaseProperties database;
    private final KafkaProperties kafka;
    private final Writing writing;
    private final SealProgress progress;
    private final Duration readAnew;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param readAnew how often the topics are read from their beginning, beside each comparison with the tables */
    SealStage(
            DatabaseProperties database,
            KafkaProperties kafka,
            Writing writing,
            SealProgress progress,
            Duration readAnew) {
        this.database = database;
        this.kafka = kafka;
        this.writing = writing;
        this.progress = progress;
        this.readAnew = readAnew;
    }

    /** What is made anew for each turn, and for each time that the lease is held. */
    record Writing(Supplier<Sealer> sealers, Supplier<Producer<String, SpecificRecord>> producers, Clock clock) {}

    @Override
    public synchronized void start() {
        running = true;
        progress.standBy();
        Thread sealing = new Thread(this::sealUntilStopped, "seal");
        sealing.setDaemon(true);
        sealing.start();
        thread = sealing;
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread sealing = thread;
        if (sealing == null) {
            return;
        }
        sealing.interrupt();
        try {
            sealing.join(STOP_LIMIT.toMillis());
            if (sealing.isAlive()) {
                log.warn("Sealing did not stop within {}", STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void sealUntilStopped() {
        try {
            while (running) {
                sealWithLease();
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException | InterruptException e) {
            log.debug("Sealing was told to stop");
        } finally {
            progress.enter(Phase.STOPPED);
        }
    }

    private void sealWithLease() throws InterruptedException {
        try {
            Optional<Lease> lease = Lease.tryAcquire(database, LEASE);
            if (lease.isPresent()) {
                seal(lease.get());
            }
            progress.standBy();
        } catch (InterruptException e) {
            throw e;
        } catch (SQLException | DataAccessException | KafkaException e) {
            progress.standBy("the database or the brokers do not answer as they should", e);
        }
    }

    private void seal(Lease lease) throws SQLException, InterruptedException {
        try (lease) {
            LeaseWatch watch = new LeaseWatch(lease, PAUSE);
            Producer<String, SpecificRecord> producer = writing.producers().get();
            try {
                SealQueue queue = new SealQueue(System::nanoTime);
                SealedTopic topic = new SealedTopic(producer, writing.clock());
                while (mayGoOn(watch)) {
                    watch.begin();
                    try (SealSource source = new SealSource(kafka)) {
                        new SealSession(source, topic, writing.sealers(), queue, progress)
                                .follow(() -> mayGoOn(watch) && !watch.isOvertaken(), readAnew);
                    }
                }
            } finally {
                // What is not acknowledged is given up: another instance may be at work already.
                UninterruptedClose.of(() -> producer.close(Duration.ZERO));
            }
        }
    }

    private boolean mayGoOn(LeaseWatch watch) {
        return running && watch.isHeld();
    }
}
