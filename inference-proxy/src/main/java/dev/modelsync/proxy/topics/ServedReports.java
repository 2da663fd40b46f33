package dev.modelsync.proxy.topics;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells Hybrid Manager what this proxy serves, on a thread of its own: soon after it is different, on an interval, and
 * never again when the proxy has ended. A report that does not arrive is replaced by the next one.
 */
final class ServedReports implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ServedReports.class);
    /** Between two reports, so that many changes are one of them. */
    private static final Duration REST = Duration.ofMillis(100);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ServedState served;
    private final ReportWriter writer;
    private final Supplier<Producer<String, SpecificRecord>> producers;
    private final Duration interval;
    private final Clock clock;
    private volatile boolean failing;
    private volatile @Nullable Thread thread;

    ServedReports(
            ServedState served,
            ReportWriter writer,
            Supplier<Producer<String, SpecificRecord>> producers,
            Duration interval,
            Clock clock) {
        this.served = served;
        this.writer = writer;
        this.producers = producers;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public void start() {
        Thread reporter = new Thread(this::report, "served-reports");
        reporter.setDaemon(true);
        thread = reporter;
        reporter.start();
    }

    @Override
    public void stop() {
        Thread reporter = thread;
        thread = null;
        if (reporter != null) {
            reporter.interrupt();
            try {
                reporter.join(STOP_LIMIT.multipliedBy(2).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void report() {
        try {
            while (isRunning()) {
                served.awaitOther(null, interval);
                if (served.now().isPresent()) {
                    reportWith();
                }
            }
        } catch (InterruptedException e) {
            log.debug("Nothing was served, so there is nothing to take back");
        }
    }

    private void reportWith() throws InterruptedException {
        try (Producer<String, SpecificRecord> producer = producers.get()) {
            reportUntilStopped(producer);
            takeBack(producer);
            producer.close(STOP_LIMIT);
        } catch (KafkaException e) {
            tell(e);
            TimeUnit.MILLISECONDS.sleep(interval.toMillis());
        }
    }

    private void reportUntilStopped(Producer<String, SpecificRecord> producer) {
        Served last = null;
        try {
            while (isRunning()) {
                last = served.now().orElse(last);
                if (last != null) {
                    send(producer, writer.report(last, clock.instant()));
                }
                TimeUnit.MILLISECONDS.sleep(REST.toMillis());
                served.awaitOther(last, interval);
            }
        } catch (InterruptedException | InterruptException e) {
            // Only a stop interrupts; what was told is still to be taken back.
            log.debug("Reporting ends");
        }
    }

    private void send(Producer<String, SpecificRecord> producer, ProducerRecord<String, SpecificRecord> report) {
        try {
            producer.send(report, (sent, failure) -> tell(failure));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            tell(e);
        }
    }

    private void takeBack(Producer<String, SpecificRecord> producer) {
        Thread.interrupted();
        try {
            producer.send(writer.end(clock.instant())).get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.warn("Hybrid Manager could not be told that this proxy has ended; it will notice by its silence");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On a change only: each report would say the same. */
    private void tell(@Nullable Exception failure) {
        if (failure == null && failing) {
            log.info("Hybrid Manager is told again what this proxy serves");
        } else if (failure != null && !failing) {
            log.warn(
                    "Hybrid Manager cannot be told what this proxy serves: {}",
                    failure.getClass().getSimpleName());
        }
        failing = failure != null;
    }
}
