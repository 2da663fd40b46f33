package dev.modelsync.sync.replay;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which services a replay is about: those of which a record lies in the span, and whose name fits. The span selects
 * services, not the state that they are brought to, which is always their newest.
 *
 * @param services names, in which {@code *} stands for any characters; empty for all
 * @param from inclusive, by the records' timestamps; null for the beginning
 * @param to exclusive; null for the end
 * @param offsets of which a record has to lie in one; empty for all
 */
public record Selection(
        List<String> services,
        @Nullable Instant from,
        @Nullable Instant to,
        List<OffsetSpan> offsets) {

    /** Records of one partition, from the first offset on and before the second. */
    public record OffsetSpan(int partition, long from, long to) {
        boolean holds(int somePartition, long offset) {
            return partition == somePartition && from <= offset && offset < to;
        }
    }

    public Selection {
        services = List.copyOf(services);
        offsets = List.copyOf(offsets);
    }

    /** Whether a service of this name is meant, as far as the name tells. */
    public boolean fits(String serviceName) {
        return services.isEmpty() || services.stream().anyMatch(pattern -> fits(pattern, serviceName));
    }

    private static boolean fits(String pattern, String name) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, name);
    }

    /** Whether a record lies in the span. */
    public boolean spans(int partition, long offset, Instant at) {
        return (from == null || !at.isBefore(from))
                && (to == null || at.isBefore(to))
                && (offsets.isEmpty() || offsets.stream().anyMatch(span -> span.holds(partition, offset)));
    }
}
