package dev.modelsync.sync.consume;

import dev.modelsync.sync.report.ClusterMetrics;
import dev.modelsync.sync.report.ClusterMetrics.Attempt;
import dev.modelsync.sync.report.Loop;
import dev.modelsync.sync.report.Outage;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchInterceptor;

/**
 * Watches a listener at work: when each attempt began and how it ended, and every turn of the
 * container's loop between them. It changes nothing of what the listener does.
 */
public final class WatchedListener
        implements BatchConsumerAwareMessageListener<@Nullable String, byte @Nullable []>,
                BatchInterceptor<@Nullable String, byte @Nullable []> {
    private final BatchConsumerAwareMessageListener<@Nullable String, byte @Nullable []> listener;
    private final Loop loop;
    private final ClusterMetrics metrics;
    private final Outage kafka;

    /** @param kafka while it lasts, nobody can say that the loop neglects records */
    public WatchedListener(
            BatchConsumerAwareMessageListener<@Nullable String, byte @Nullable []> listener,
            Loop loop,
            ClusterMetrics metrics,
            Outage kafka) {
        this.listener = listener;
        this.loop = loop;
        this.metrics = metrics;
        this.kafka = kafka;
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<@Nullable String, byte @Nullable []>> records, @Nullable Consumer<?, ?> kafkaConsumer) {
        Consumer<?, ?> consumer = Objects.requireNonNull(kafkaConsumer, "the container gives its consumer");
        loop.took(timeOf(records, true));
        Timer.Sample attempt = metrics.attemptBegins();
        Attempt outcome = Attempt.FAILED;
        try {
            listener.onMessage(records, consumer);
            outcome = Attempt.APPLIED;
            loop.done(timeOf(records, false), recordsWait(consumer));
        } catch (HeldException e) {
            outcome = Attempt.HELD;
            throw e;
        } finally {
            metrics.attemptEnded(attempt, outcome);
        }
    }

    @Override
    public ConsumerRecords<@Nullable String, byte @Nullable []> intercept(
            ConsumerRecords<@Nullable String, byte @Nullable []> records,
            Consumer<@Nullable String, byte @Nullable []> consumer) {
        return records;
    }

    /** After every turn, with or without records. */
    @Override
    public void clearThreadState(Consumer<?, ?> consumer) {
        loop.turned(recordsWait(consumer) && kafka.cause().isEmpty());
    }

    private static boolean recordsWait(Consumer<?, ?> consumer) {
        return consumer.assignment().stream()
                .anyMatch(partition -> consumer.currentLag(partition).orElse(0) > 0);
    }

    private static Instant timeOf(List<ConsumerRecord<@Nullable String, byte @Nullable []>> records, boolean oldest) {
        var times = records.stream().mapToLong(ConsumerRecord::timestamp);
        return Instant.ofEpochMilli((oldest ? times.min() : times.max()).orElse(0));
    }
}
