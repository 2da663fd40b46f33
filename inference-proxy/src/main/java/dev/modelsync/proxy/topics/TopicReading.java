package dev.modelsync.proxy.topics;

import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.routes.Routes;
import dev.modelsync.proxy.topics.DirectoryFold.Taken;
import dev.modelsync.proxy.topics.TopicSource.Partitions;
import java.time.Duration;
import java.util.Map;
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
    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final TopicSource source;
    private final DirectoryFold fold;
    private final Routes routes;
    private final Clusters clusters;
    private final Freshness freshness;
    private Map<TopicPartition, Long> goal = Map.of();
    private boolean complete;
    private long checkedAt;

    TopicReading(TopicSource source, DirectoryFold fold, Routes routes, Clusters clusters, Freshness freshness) {
        this.source = source;
        this.fold = fold;
        this.routes = routes;
        this.clusters = clusters;
        this.freshness = freshness;
    }

    /** @throws TopicsUnusableException when the topics are missing or are others by now */
    void follow(BooleanSupplier goOn) {
        Partitions partitions = source.partitions();
        Consumer<String, byte[]> consumer = source.consumer();
        consumer.assign(partitions.all());
        consumer.seekToBeginning(partitions.all());
        goal = consumer.endOffsets(partitions.all());
        checkedAt = System.nanoTime();
        while (goOn.getAsBoolean()) {
            boolean news = take(consumer.poll(POLL));
            news |= fold.isWaiting() && fold.retry();
            publish(consumer, news);
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

    private void publish(Consumer<String, byte[]> consumer, boolean news) {
        boolean reached = !complete && hasReached(consumer, goal);
        if (reached || (complete && news)) {
            fold.publish(routes, clusters);
        }
        if (reached) {
            complete = true;
            freshness.current();
            log.info(
                    "The topics are read to their end: {} services, {} clusters",
                    routes.table().reachable(),
                    clusters.table().size());
        }
    }

    /** Whether the topics are the same ones, and all that they hold is known. */
    private void check(Consumer<String, byte[]> consumer, Partitions partitions) {
        checkedAt = System.nanoTime();
        try {
            source.requireSame(partitions);
            if (hasReached(consumer, consumer.endOffsets(partitions.all(), ANSWER))) {
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
