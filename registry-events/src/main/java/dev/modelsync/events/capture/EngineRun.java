package dev.modelsync.events.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the engine: started, watched, and ended. */
final class EngineRun {
    private static final Logger log = LoggerFactory.getLogger(EngineRun.class);
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(10);
    private static final Duration CLOSE_AGAIN = Duration.ofMillis(50);

    private final DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    EngineRun(Properties settings, ChangeHandler handler, Runnable streaming) {
        engine = DebeziumEngine.create(Connect.class)
                .using(settings)
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        streaming.run();
                    }
                })
                .using((success, message, error) -> complete(success, message, error))
                .notifying(handler)
                .build();
    }

    /**
     * Runs until the engine ends by itself or may no longer go on, then ends it.
     *
     * @return why it ended by itself, empty when its permission ended
     * @throws InterruptedException when it was told to end; the engine has ended then
     */
    Optional<Throwable> run(BooleanSupplier mayGoOn) throws InterruptedException {
        Thread thread = new Thread(this::runEngine, "capture-engine");
        thread.setDaemon(true);
        thread.start();
        try {
            while (!ended.await(WATCH.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!mayGoOn.getAsBoolean()) {
                    log.warn("The capture's lease is lost; the engine ends");
                    // Whatever the engine reports now follows from that.
                    return Optional.empty();
                }
            }
            Throwable reported = failure;
            return Optional.of(reported == null ? new IllegalStateException("The engine ended untold") : reported);
        } finally {
            end(thread);
        }
    }

    private void runEngine() {
        try {
            engine.run();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    /** The engine refuses to be closed while its tasks start, and would go on then: it is told again until it has ended. */
    private void end(Thread thread) throws InterruptedException {
        close();
        boolean interrupted = Thread.interrupted();
        try {
            long deadline = System.nanoTime() + END.toNanos();
            while (!ended.await(CLOSE_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > deadline) {
                    log.warn("The engine did not end within {}; its thread is interrupted", END);
                    thread.interrupt();
                    return;
                }
                close();
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void close() {
        try {
            engine.close();
        } catch (IOException | IllegalStateException e) {
            // It has ended by itself, is ending, or its tasks start.
            log.debug("The engine could not be closed", e);
        }
    }

    private void complete(boolean success, @Nullable String message, @Nullable Throwable error) {
        if (!success) {
            failure = error == null ? new IllegalStateException(message) : error;
        }
    }
}
