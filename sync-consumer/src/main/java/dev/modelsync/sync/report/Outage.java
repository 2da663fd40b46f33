package dev.modelsync.sync.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Whether one thing of a cluster works at present. Logs when that changes, not at every attempt. */
public final class Outage {
    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final String clusterId;
    private final String subject;
    private final Clock clock;
    private @Nullable String cause;
    private Instant since = Instant.EPOCH;

    /** @param subject what works or does not, for a person */
    public Outage(String clusterId, String subject, Clock clock) {
        this.clusterId = clusterId;
        this.subject = subject;
        this.clock = clock;
    }

    public synchronized void failed(String newCause) {
        if (newCause.equals(cause)) {
            return;
        }
        if (cause == null) {
            since = clock.instant();
        }
        cause = newCause;
        line(Level.WARN).log("cluster={} {} fails, will be tried again: {}", clusterId, subject, newCause);
    }

    public synchronized void over() {
        if (cause != null) {
            cause = null;
            line(Level.INFO)
                    .log(
                            "cluster={} {} works again after {}",
                            clusterId,
                            subject,
                            Duration.between(since, clock.instant()));
        }
    }

    private LoggingEventBuilder line(Level level) {
        return log.atLevel(level).addKeyValue(LogKeys.CLUSTER, clusterId).addKeyValue(LogKeys.SUBJECT, subject);
    }

    /** Whose outage it is. */
    public String clusterId() {
        return clusterId;
    }

    /** Why it does not work at present. */
    public synchronized Optional<String> cause() {
        return Optional.ofNullable(cause);
    }
}
