package dev.modelsync.sync.consume;

import dev.modelsync.contract.TopicScan;
import dev.modelsync.sync.consume.ServiceTopic.Seen;
import dev.modelsync.sync.consume.ServiceTopic.TopicUnknownException;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.replay.ReplaySource;
import dev.modelsync.sync.replay.Selection;
import dev.modelsync.sync.replay.Selection.OffsetSpan;
import dev.modelsync.sync.report.KafkaFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Reads parts of the service topic with a consumer of its own, that is no member of any group. */
public final class SpanReader implements ReplaySource {
    /** Without a record for so long, the broker is taken to be away. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServiceTopic topic;
    private final Supplier<Consumer<@Nullable String, byte @Nullable []>> consumers;
    private final ServiceEventReader reader;
    private final Predicate<ServiceKey> concerns;

    /**
     * @param reader of its own, since readers are for one thread only
     * @param concerns which services, as far as their keys tell, are of this cluster
     */
    public SpanReader(
            ServiceTopic topic,
            Supplier<Consumer<@Nullable String, byte @Nullable []>> consumers,
            ServiceEventReader reader,
            Predicate<ServiceKey> concerns) {
        this.topic = topic;
        this.consumers = consumers;
        this.reader = reader;
        this.concerns = concerns;
    }

    @Override
    public Optional<Selected> read(Selection selection) {
        return reading((seen, scan) -> {
            if (selection.offsets().stream().anyMatch(span -> span.partition() >= seen.partitions())) {
                return Optional.empty();
            }
            Consumer<@Nullable String, byte @Nullable []> consumer = scan.consumer();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitionsOf(selection, seen));
            scan.begin(ends);
            beginnings(selection, consumer, ends).forEach(consumer::seek);
            SelectedServices services = new SelectedServices(selection);
            scan.readToEnd(services::add);
            return Optional.of(services.found(new Ends(seen.identity(), byNumber(ends))));
        });
    }

    @Override
    public Optional<Set<ServiceKey>> changedSince(Ends read, Set<ServiceKey> services) {
        return reading((seen, scan) -> {
            if (!seen.identity().equals(read.topic())) {
                return Optional.empty();
            }
            Set<TopicPartition> partitions =
                    read.offsets().keySet().stream().map(SpanReader::partition).collect(Collectors.toSet());
            Consumer<?, ?> consumer = scan.consumer();
            scan.begin(consumer.endOffsets(partitions));
            partitions.forEach(
                    partition -> consumer.seek(partition, read.offsets().getOrDefault(partition.partition(), 0L)));
            Set<ServiceKey> changed = new HashSet<>();
            scan.readToEnd(record -> keyOf(record).filter(services::contains).ifPresent(changed::add));
            return Optional.of(changed);
        });
    }

    /** Keeps the newest record of those services of which one lies in the span. */
    private final class SelectedServices {
        private final Selection selection;
        private final Set<ServiceKey> selected = new HashSet<>();
        private final Fold fold = new Fold();

        SelectedServices(Selection selection) {
            this.selection = selection;
        }

        void add(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
            Optional<ServiceKey> key =
                    keyOf(record).filter(service -> concerns.test(service) && selection.fits(service.name()));
            if (key.isEmpty()) {
                return;
            }
            if (spans(record)) {
                selected.add(key.get());
            }
            if (selected.contains(key.get())) {
                fold.add(reader.read(record));
            }
        }

        /** Of a service whose newest record cannot be read, an older one says nothing. */
        Selected found(Ends ends) {
            Set<ServiceKey> unreadable =
                    fold.unreadable().stream().map(UnreadableRecord::key).collect(Collectors.toSet());
            List<ServiceRecord> events = fold.events().stream()
                    .filter(record -> !unreadable.contains(record.event().key()))
                    .toList();
            return new Selected(ends, events, fold.unreadable());
        }

        private boolean spans(ConsumerRecord<?, ?> record) {
            return selection.spans(record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private interface Work<T> {
        T with(Seen seen, TopicScan<@Nullable String, byte @Nullable []> scan);
    }

    private <T> T reading(Work<T> work) {
        try {
            Seen seen = topic.look();
            try (TopicScan<@Nullable String, byte @Nullable []> scan = new TopicScan<>(consumers.get(), PATIENCE)) {
                return work.with(seen, scan);
            }
        } catch (TopicUnknownException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()));
        } catch (InterruptException e) {
            // Kafka's own has restored the interrupt.
            throw new UnavailableException("interrupted");
        } catch (KafkaException e) {
            throw new UnavailableException("the topic cannot be read: " + KafkaFailure.inShort(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        }
    }

    private static Set<TopicPartition> partitionsOf(Selection selection, Seen seen) {
        return selection.offsets().isEmpty()
                ? IntStream.range(0, seen.partitions())
                        .mapToObj(SpanReader::partition)
                        .collect(Collectors.toSet())
                : selection.offsets().stream()
                        .map(OffsetSpan::partition)
                        .map(SpanReader::partition)
                        .collect(Collectors.toSet());
    }

    /** Records before may be passed over: none of them lies in the span. */
    private static Map<TopicPartition, Long> beginnings(
            Selection selection, Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> beginnings = new HashMap<>(consumer.beginningOffsets(ends.keySet()));
        for (OffsetSpan first : firstSpans(selection.offsets())) {
            beginnings.merge(partition(first.partition()), first.from(), Math::max);
        }
        Instant from = selection.from();
        if (from != null) {
            Map<TopicPartition, Long> times = new HashMap<>();
            ends.keySet().forEach(partition -> times.put(partition, from.toEpochMilli()));
            consumer.offsetsForTimes(times)
                    .forEach((partition, found) ->
                            beginnings.merge(partition, offset(found, ends.getOrDefault(partition, 0L)), Math::max));
        }
        return beginnings;
    }

    private static Collection<OffsetSpan> firstSpans(List<OffsetSpan> spans) {
        return spans.stream()
                .collect(Collectors.toMap(
                        OffsetSpan::partition, span -> span, (one, other) -> one.from() <= other.from() ? one : other))
                .values();
    }

    private static long offset(@Nullable OffsetAndTimestamp found, long end) {
        return found == null ? end : found.offset();
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> ends) {
        Map<Integer, Long> byNumber = new HashMap<>();
        ends.forEach((partition, end) -> byNumber.put(partition.partition(), end));
        return byNumber;
    }

    private static Optional<ServiceKey> keyOf(ConsumerRecord<@Nullable String, ?> record) {
        String key = record.key();
        return key == null ? Optional.empty() : ServiceKey.parse(key);
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(ServiceTopic.NAME, number);
    }
}
