package dev.modelsync.sync.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the workers of this process tell how they are.
 *
 * @param heartbeatInterval how often each reports to Hybrid Manager, and reads the numbers of its journal; every 5 s by
 *     default, at most 15 s, because Hybrid Manager takes 30 s without a report for silence
 * @param inventoryInterval how often the models of a registry are compared with the inventory sent last, when the worker
 *     itself has changed nothing; every 30 s by default
 * @param stuckAfter how long a loop may take for one turn before liveness fails; 15 minutes by default, which is far
 *     more than the time limits of database and broker add up to
 */
@ConfigurationProperties("modelsync")
public record ObservationSettings(
        @Nullable Duration heartbeatInterval,
        @Nullable Duration inventoryInterval,
        @Nullable Duration stuckAfter) {

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration SLOWEST_HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration INVENTORY = Duration.ofSeconds(30);
    private static final Duration STUCK = Duration.ofMinutes(15);

    public ObservationSettings {
        List<String> problems = new ArrayList<>();
        check("heartbeat-interval", heartbeatInterval, Duration.ofMillis(1), SLOWEST_HEARTBEAT, problems);
        check("inventory-interval", inventoryInterval, Duration.ofMillis(1), Duration.ofDays(1), problems);
        check("stuck-after", stuckAfter, Duration.ofSeconds(1), Duration.ofDays(1), problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }

    private static void check(
            String property, @Nullable Duration found, Duration least, Duration most, List<String> problems) {
        if (found != null && (found.compareTo(least) < 0 || found.compareTo(most) > 0)) {
            problems.add("modelsync." + property + ": '" + found + "', allowed are " + least + " to " + most);
        }
    }

    @Override
    public Duration heartbeatInterval() {
        return heartbeatInterval == null ? HEARTBEAT : heartbeatInterval;
    }

    @Override
    public Duration inventoryInterval() {
        return inventoryInterval == null ? INVENTORY : inventoryInterval;
    }

    @Override
    public Duration stuckAfter() {
        return stuckAfter == null ? STUCK : stuckAfter;
    }
}
