package dev.modelsync.proxy.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the proxy tells what it serves.
 *
 * @param id of this proxy, which no other has; null for the host's name with something random, another at each start
 * @param interval how often it reports when nothing changes; at most 15 s, because Hybrid Manager takes 30 s without a
 *     report for silence
 */
@ConfigurationProperties("modelsync.proxy.report")
record ReportProperties(
        @Nullable String id, @DefaultValue("5s") Duration interval) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(15);

    ReportProperties {
        List<String> problems = new ArrayList<>();
        if (id != null && !ID.matcher(id).matches()) {
            problems.add(
                    "modelsync.proxy.report.id: '" + id
                            + "', allowed are 1 to 100 letters, digits, dots, hyphens and underscores, the first a letter or digit");
        }
        if (interval.compareTo(LEAST) < 0 || interval.compareTo(MOST) > 0) {
            problems.add("modelsync.proxy.report.interval: '" + interval + "', allowed are " + LEAST + " to " + MOST);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }
}
