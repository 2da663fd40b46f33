package dev.modelsync.sync.heartbeat;

import dev.modelsync.sync.report.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The heartbeat of one worker: a report on the interval, and at once when its condition changed. For one thread. */
public final class Heartbeat {
    private final ReportSender sender;
    private final ReportWriter writer;
    private final Outage outage;
    private final Duration interval;
    private final Clock clock;
    private @Nullable Instant sentAt;
    private @Nullable Condition sent;

    public Heartbeat(Process process, ReportSender sender, Outage outage, Duration interval, Clock clock) {
        this.sender = sender;
        this.writer = new ReportWriter(process.id(), process.version(), clock);
        this.outage = outage;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Who reports.
     *
     * @param id another after each start
     */
    public record Process(String id, String version) {}

    /** Sends when it is time, or when the condition is another one than was sent last. Does not wait for the broker. */
    public void beat(WorkerFacts facts) {
        if (!isDue() && facts.condition().equals(sent)) {
            return;
        }
        sentAt = clock.instant();
        sent = facts.condition();
        sender.send(writer.write(facts), this::answered);
    }

    private boolean isDue() {
        return sentAt == null || !clock.instant().isBefore(sentAt.plus(interval));
    }

    private void answered(Optional<String> failure) {
        failure.ifPresentOrElse(outage::failed, outage::over);
    }
}
