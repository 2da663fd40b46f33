package dev.modelsync.proxy.topics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps routes and clusters as the topics say, on a thread of its own. Each reading begins at the beginning and
 * replaces what was known when it has come to the end, so nothing is forgotten while a broker is away.
 */
final class TopicFollower implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Supplier<TopicReading> readings;
    private final Freshness freshness;
    private volatile boolean running;
    private volatile @Nullable TopicReading current;
    private @Nullable Thread thread;

    TopicFollower(Supplier<TopicReading> readings, Freshness freshness) {
        this.readings = readings;
        this.freshness = freshness;
    }

    @Override
    public void start() {
        running = true;
        Thread follower = new Thread(this::follow, "topics");
        follower.setDaemon(true);
        follower.start();
        thread = follower;
    }

    @Override
    public void stop() {
        running = false;
        TopicReading reading = current;
        if (reading != null) {
            reading.wakeUp();
        }
        Thread follower = thread;
        if (follower != null) {
            follower.interrupt();
            join(follower);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static void join(Thread follower) {
        try {
            follower.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        while (running) {
            try (TopicReading reading = readings.get()) {
                current = reading;
                reading.follow(() -> running);
            } catch (WakeupException | InterruptException e) {
                log.debug("Following the topics was interrupted");
            } catch (RuntimeException e) {
                // Whatever it is: what is known is served on, and another reading may succeed.
                tell(e);
                pause();
            }
        }
    }

    private void tell(RuntimeException e) {
        String why = e.getClass().getSimpleName();
        if (!freshness.outage().equals(Optional.of(why))) {
            log.warn("The topics cannot be followed, they are read anew", e);
        }
        freshness.away(why);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            // Only a stop interrupts; the loop ends by itself.
            Thread.currentThread().interrupt();
        }
    }
}
