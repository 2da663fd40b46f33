package dev.modelsync.proxy.topics;

import dev.modelsync.contract.Topic;
import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.routes.Routes;
import dev.modelsync.proxy.topics.DirectoryFold.Taken;
import dev.modelsync.proxy.topics.TopicSource.Partitions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of the topics, from their beginning for as long as they are the same topics. Publishes first when
 * it has come to the end, then whenever there is news.
 */
final class TopicReading implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicReading.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /** While credentials are being loaded: at first very many, later one that was changed. */
    private static final Duration POLL_AT_FIRST = Duration.ofMillis(100);

    private static final Duration POLL_LATER = Duration.ofMillis(5);
    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final TopicSource source;
    private final DirectoryFold fold;
    private final CredentialLoader credentials;
    private final Directory directory;
    private final Freshness freshness;
    private Map<TopicPartition, Long> goal = Map.of();
    private boolean read;
    private boolean complete;
    private long settledAt = -1;
    private long checkedAt;

    TopicReading(
            TopicSource source,
            DirectoryFold fold,
            CredentialLoader credentials,
            Directory directory,
            Freshness freshness) {
        this.source = source;
        this.fold = fold;
        this.credentials = credentials;
        this.directory = directory;
        this.freshness = freshness;
    }

    /** What is read, for those who use it. */
    record Directory(Routes routes, Clusters clusters, ServedState served) {}

    /** @throws TopicsUnusableException when the topics are missing or are others by now */
    void follow(BooleanSupplier goOn) {
        Partitions partitions = source.partitions();
        Consumer<String, byte[]> consumer = source.consumer();
        consumer.assign(partitions.all());
        consumer.seekToBeginning(partitions.all());
        goal = source.ends(partitions);
        checkedAt = System.nanoTime();
        while (goOn.getAsBoolean()) {
            boolean news = take(consumer.poll(pause()));
            read = read || hasReached(consumer, goal);
            if (read) {
                publish(settle(news));
                tellServed(consumer);
            }
            if (complete && System.nanoTime() - checkedAt > CHECK.toNanos()) {
                check(consumer, partitions);
            }
        }
    }

    void wakeUp() {
        source.consumer().wakeup();
    }

    @Override
    public void close() {
        source.close();
    }

    private boolean take(ConsumerRecords<String, byte[]> messages) {
        boolean news = false;
        for (ConsumerRecord<String, byte[]> message : messages) {
            Taken taken = fold.take(message);
            if (taken == Taken.UNREADABLE) {
                freshness.unreadable();
                log.warn(
                        "Record {}-{}@{} cannot be read: a service stays as it was, a cluster is closed",
                        message.topic(),
                        message.partition(),
                        message.offset());
            }
            news |= taken != Taken.STALE;
        }
        return news;
    }

    /** None where more is known of credentials than was looked at: they come while this thread looks, and wake nobody. */
    private Duration pause() {
        if (read && credentials.changes() != settledAt) {
            return Duration.ZERO;
        }
        if (!credentials.isBusy()) {
            return POLL;
        }
        return complete ? POLL_LATER : POLL_AT_FIRST;
    }

    /** Puts into force what has its credential by now. True when there is news, of this or before. */
    private boolean settle(boolean news) {
        long changes = credentials.changes();
        if (!news && changes == settledAt) {
            return false;
        }
        settledAt = changes;
        boolean settled = fold.routes().settle();
        credentials.keepOnly(fold.routes().wanted());
        return news || settled;
    }

    /** At first when every credential that is to be had is here. */
    private void publish(boolean news) {
        boolean reached = !complete && !fold.routes().isLoading();
        if (reached || (complete && news)) {
            fold.publish(directory.routes(), directory.clusters());
        }
        if (reached) {
            complete = true;
            freshness.current();
            log.info(
                    "The topics are read to their end: {} services, {} clusters",
                    directory.routes().table().reachable(),
                    directory.clusters().table().size());
        }
    }

    private void tellServed(Consumer<String, byte[]> consumer) {
        if (complete) {
            Map<Integer, Long> positions = new TreeMap<>();
            for (TopicPartition partition : consumer.assignment()) {
                if (partition.topic().equals(Topic.INFERENCE_SERVICES.topicName())) {
                    positions.put(partition.partition(), consumer.position(partition, ANSWER));
                }
            }
            directory.served().publish(new Served(positions, fold.routes().waiting()));
        }
    }

    /** Whether the topics are the same ones, and all that they hold is known. */
    private void check(Consumer<String, byte[]> consumer, Partitions partitions) {
        checkedAt = System.nanoTime();
        try {
            source.requireSame(partitions);
            if (hasReached(consumer, source.ends(partitions))) {
                if (freshness.outage().isPresent()) {
                    log.info("Kafka answers again");
                }
                freshness.current();
            }
        } catch (TimeoutException e) {
            if (freshness.outage().isEmpty()) {
                log.warn("Kafka does not answer; requests are served by what is known");
            }
            freshness.away("Kafka does not answer");
        }
    }

    private static boolean hasReached(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
    }
}
