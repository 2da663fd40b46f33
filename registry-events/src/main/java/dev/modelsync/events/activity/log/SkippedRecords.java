package dev.modelsync.events.activity.log;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the fold has passed over: counted by cause, logged with its position, and {@code modelsync.activity.skipped}. */
final class SkippedRecords implements MeterBinder {
    private static final Logger log = LoggerFactory.getLogger(SkippedRecords.class);

    private final Map<Cause, LongAdder> counts = new EnumMap<>(Cause.class);

    SkippedRecords() {
        for (Cause cause : Cause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    /** Why a record is no part of the log. */
    enum Cause {
        /** Not one of our events. */
        UNREADABLE,
        /** An event that this version makes no entry of. */
        UNKNOWN_TYPE,
        /** It holds what the database cannot hold, such as a null character. */
        REFUSED
    }

    void add(ConsumerRecord<?, ?> message, Cause cause, String detail) {
        counter(cause).increment();
        log.warn(
                "Activity at {}-{}@{} skipped, {}: {}",
                message.topic(),
                message.partition(),
                message.offset(),
                cause,
                detail);
    }

    /** How many records were skipped, by cause. */
    Map<String, Long> counts() {
        Map<String, Long> skipped = new TreeMap<>();
        counts.forEach((cause, count) -> skipped.put(cause.name(), count.sum()));
        return skipped;
    }

    private LongAdder counter(Cause cause) {
        return counts.getOrDefault(cause, new LongAdder());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Cause cause : Cause.values()) {
            FunctionCounter.builder("modelsync.activity.skipped", counter(cause), LongAdder::sum)
                    .description("Records that the activity log has passed over since the start")
                    .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
