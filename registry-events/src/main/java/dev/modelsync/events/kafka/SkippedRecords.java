package dev.modelsync.events.kafka;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a fold has passed over: counted by cause, and logged with its position. Thread-safe. */
public final class SkippedRecords {
    private static final Logger log = LoggerFactory.getLogger(SkippedRecords.class);

    private final String what;
    private final Map<Cause, LongAdder> counts = new EnumMap<>(Cause.class);

    /** @param what is folded; the log's lines begin with it */
    public SkippedRecords(String what) {
        this.what = what;
        for (Cause cause : Cause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    /** Why a record is no part of the fold. */
    public enum Cause {
        /** Not one of our events. */
        UNREADABLE,
        /** An event of which nothing is made here. */
        UNKNOWN_TYPE,
        /** It holds what the database cannot hold, such as a null character. */
        REFUSED
    }

    void add(ConsumerRecord<?, ?> message, Cause cause, String detail) {
        Objects.requireNonNull(counts.get(cause)).increment();
        log.warn(
                "{} at {}-{}@{} skipped, {}: {}",
                what,
                message.topic(),
                message.partition(),
                message.offset(),
                cause,
                detail);
    }

    public long count(Cause cause) {
        return Objects.requireNonNull(counts.get(cause)).sum();
    }

    /** How many records were skipped, by cause. */
    public Map<String, Long> counts() {
        Map<String, Long> skipped = new TreeMap<>();
        counts.forEach((cause, count) -> skipped.put(cause.name(), count.sum()));
        return skipped;
    }
}
