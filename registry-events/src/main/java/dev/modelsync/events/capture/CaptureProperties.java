package dev.modelsync.events.capture;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is read.
 *
 * @param slotName the replication slot; one for each HM database
 * @param pollInterval how often the engine looks for changes: latency against idle work
 * @param maxBatchSize how many changes are published before a position is stored
 * @param compareInterval how often what ought to be on a topic is compared with what is
 */
@ConfigurationProperties("modelsync.capture")
public record CaptureProperties(
        @DefaultValue("modelsync") String slotName,
        @DefaultValue("20ms") Duration pollInterval,
        @DefaultValue("2048") int maxBatchSize,
        @DefaultValue("5m") Duration compareInterval) {
    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");
    private static final Duration MIN_COMPARE = Duration.ofSeconds(1);
    private static final int MAX_BATCH = 1_000_000;

    public CaptureProperties {
        if (!SLOT.matcher(slotName).matches()) {
            throw new IllegalArgumentException("modelsync.capture.slot-name is '" + slotName
                    + "'; allowed: 1 to 63 lower case letters, digits and underscores");
        }
        if (pollInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "modelsync.capture.poll-interval is " + pollInterval + "; allowed: 1 ms and more");
        }
        if (maxBatchSize < 1 || maxBatchSize > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "modelsync.capture.max-batch-size is " + maxBatchSize + "; allowed: 1 to " + MAX_BATCH);
        }
        if (compareInterval.compareTo(MIN_COMPARE) < 0) {
            throw new IllegalArgumentException(
                    "modelsync.capture.compare-interval is " + compareInterval + "; allowed: 1 s and more");
        }
    }
}
