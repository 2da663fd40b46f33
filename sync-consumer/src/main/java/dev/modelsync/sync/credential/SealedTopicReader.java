package dev.modelsync.sync.credential;

import dev.modelsync.contract.Topic;
import dev.modelsync.contract.TopicScan;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.report.Backoff;
import dev.modelsync.sync.report.KafkaFailure;
import dev.modelsync.sync.report.LogKeys;
import dev.modelsync.sync.report.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of sealed credentials for one cluster, on a thread of its own: from its beginning at each start, for
 * what it holds fits into memory, so that no position has to be kept; and again from its beginning when the
 * topic was created anew or could not be read. While Kafka is away, what is known stays.
 */
public final class SealedTopicReader {
    public static final String NAME = Topic.SEALED_CREDENTIALS.topicName();

    private static final Logger log = LoggerFactory.getLogger(SealedTopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final SealedCredentials credentials;
    private final SealedRecordReader records;
    private final Source source;
    private final Outage outage;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Consumer<?, ?> reading;
    private @Nullable String topicRead;
    private volatile Runnable onChange = () -> {};

    /** Where the topic is read from. */
    public interface Source {
        /** A consumer without a group, whose positions nobody else keeps. */
        Consumer<@Nullable String, byte @Nullable []> consumer();

        /**
         * Kafka's id of the topic; a topic created again has another.
         *
         * @throws KafkaException when there is no such topic, or no broker that answers
         */
        String topicId() throws InterruptedException;

        /** Of the values; for one thread. */
        Deserializer<?> deserializer();
    }

    /** @param name of the thread */
    public SealedTopicReader(SealedCredentials credentials, Source source, Outage outage, String name, Clock clock) {
        this.credentials = credentials;
        this.records = new SealedRecordReader(outage.clusterId(), source.deserializer());
        this.source = source;
        this.outage = outage;
        this.clock = clock;
        this.thread = new Thread(this::run, name);
    }

    public void start() {
        thread.start();
    }

    /** Returns when the thread has ended, or after a few seconds. */
    public void stop() {
        stopping.countDown();
        Consumer<?, ?> busy = reading;
        if (busy != null) {
            busy.wakeup();
        }
        try {
            thread.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /** Called from the reading thread after credentials have changed, and so must not take long; once at least. */
    public void onChange(Runnable listener) {
        onChange = listener;
        listener.run();
    }

    private void run() {
        Backoff backoff = new Backoff();
        try {
            do {
                readOn(backoff);
            } while (!stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when everything has to be read again, or when the reader is stopped. */
    private void readOn(Backoff backoff) throws InterruptedException {
        try (TopicScan<@Nullable String, byte @Nullable []> scan = new TopicScan<>(source.consumer(), PATIENCE)) {
            Consumer<@Nullable String, byte @Nullable []> consumer = scan.consumer();
            reading = consumer;
            if (stopping.getCount() > 0) {
                String topicId = source.topicId();
                int partitions = readAll(scan, topicId);
                onChange.run();
                outage.over();
                backoff.reset();
                follow(consumer, topicId, partitions);
            }
        } catch (WakeupException e) {
            log.debug("cluster={} sealed credentials are no longer read", outage.clusterId());
        } catch (KafkaException e) {
            outage.failed(KafkaFailure.inShort(e));
        } catch (RuntimeException e) {
            if (outage.cause().isEmpty()) {
                log.atError()
                        .addKeyValue(LogKeys.CLUSTER, outage.clusterId())
                        .setCause(e)
                        .log("cluster={} sealed credentials cannot be read by a defect", outage.clusterId());
            }
            outage.failed("a defect: " + e.getClass().getName());
        } finally {
            reading = null;
        }
    }

    /** A topic that is empty, or has taken the place of another, is about to be filled. Returns how many partitions it has. */
    private int readAll(TopicScan<@Nullable String, byte @Nullable []> scan, String topicId) {
        Map<TopicPartition, Long> ends = scan.begin(List.of(NAME));
        Map<ServiceKey, Sealed> found = new HashMap<>();
        AtomicBoolean isEmpty = new AtomicBoolean(true);
        scan.readToEnd(record -> {
            isEmpty.set(false);
            records.serviceOf(record)
                    .ifPresent(service -> found.put(service, records.read(record, found.get(service))));
        });
        boolean isAnother = topicRead != null && !topicRead.equals(topicId);
        topicRead = topicId;
        credentials.begin(found, !isEmpty.get() && !isAnother);
        return ends.size();
    }

    /** Until the topic is another one, or has another number of partitions. */
    private void follow(Consumer<@Nullable String, byte @Nullable []> consumer, String topicId, int partitions)
            throws InterruptedException {
        do {
            Instant nextLook = clock.instant().plus(BETWEEN_LOOKS);
            while (clock.instant().isBefore(nextLook)) {
                takeFrom(consumer);
            }
        } while (topicId.equals(source.topicId())
                && consumer.partitionsFor(NAME, PATIENCE).size() == partitions);
    }

    private void takeFrom(Consumer<@Nullable String, byte @Nullable []> consumer) {
        boolean changed = false;
        for (ConsumerRecord<@Nullable String, byte @Nullable []> record : consumer.poll(POLL)) {
            Optional<ServiceKey> service = records.serviceOf(record);
            service.ifPresent(key -> credentials.add(key, records.read(record, credentials.known(key))));
            changed |= service.isPresent();
        }
        if (changed) {
            onChange.run();
        }
    }

    /** Why the topic cannot be read at present; empty when it can. */
    public Optional<String> obstacle() {
        return outage.cause();
    }
}
