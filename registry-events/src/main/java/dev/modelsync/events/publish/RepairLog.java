package dev.modelsync.events.publish;

import dev.modelsync.events.publish.Repair.Cause;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what comparisons found since the start, and says it in one line a comparison. Thread-safe. */
public final class RepairLog {
    private static final Logger log = LoggerFactory.getLogger(RepairLog.class);
    private static final int NAMED = 10;

    private final Map<Cause, Map<Repair, LongAdder>> counts = new EnumMap<>(Cause.class);
    private volatile @Nullable Instant comparedAt;

    RepairLog() {
        for (Cause cause : Cause.values()) {
            Map<Repair, LongAdder> byRepair = new EnumMap<>(Repair.class);
            for (Repair repair : Repair.values()) {
                byRepair.put(repair, new LongAdder());
            }
            counts.put(cause, byRepair);
        }
    }

    /** One repair, of the key or its revision that is named. */
    record Repaired(Repair repair, String subject) {}

    /** A comparison has ended. */
    void compared(Instant at) {
        comparedAt = at;
    }

    /** What was found of one table. */
    void repaired(Cause cause, List<Repaired> repaired) {
        repaired.forEach(each -> adder(cause, each.repair()).increment());
        if (repaired.isEmpty()) {
            log.debug("Table and topic agree");
        } else if (cause == Cause.ENGINE) {
            log.error("{} differences between table and topic repaired; {}: {}", parts(cause, repaired));
        } else {
            log.warn("{} differences between table and topic repaired; {}: {}", parts(cause, repaired));
        }
    }

    private static Object[] parts(Cause cause, List<Repaired> repaired) {
        String names = repaired.stream()
                .limit(NAMED)
                .map(each -> each.repair().tag() + ' ' + each.subject())
                .collect(Collectors.joining(", "));
        String more = repaired.size() > NAMED ? " and " + (repaired.size() - NAMED) + " more" : "";
        return new Object[] {repaired.size(), cause.words(), names + more};
    }

    public long count(Cause cause, Repair repair) {
        return adder(cause, repair).sum();
    }

    /** Of all kinds. */
    public long count(Cause cause) {
        return Objects.requireNonNull(counts.get(cause)).values().stream()
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** When the tables were last read for a comparison that has ended, by the database's clock; null before the first. */
    public @Nullable Instant comparedAt() {
        return comparedAt;
    }

    private LongAdder adder(Cause cause, Repair repair) {
        return Objects.requireNonNull(Objects.requireNonNull(counts.get(cause)).get(repair));
    }
}
