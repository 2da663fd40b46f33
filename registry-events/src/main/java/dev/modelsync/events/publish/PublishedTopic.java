package dev.modelsync.events.publish;

import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.publish.TopicReader.Fold;
import dev.modelsync.events.publish.TopicWatch.TopicEnd;
import dev.modelsync.events.source.Revisions.Stamp;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.SourceRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One topic, and what is known of it: its fold and where it must end; nothing before it is read. To be used by the
 * thread that publishes, but for {@link #isDoubtful()}.
 */
final class PublishedTopic<R extends SourceRow, E extends SpecificRecord> implements AutoCloseable {
    private final String name;
    private final EventMapper<R, E> mapper;
    private final TopicReader<E> reader;
    private PublishedState published = new PublishedState(Map.of());
    private volatile TopicWatch watch = new TopicWatch(TopicEnd.UNKNOWN);

    PublishedTopic(String name, EventMapper<R, E> mapper, TopicReader<E> reader) {
        this.name = name;
        this.mapper = mapper;
        this.reader = reader;
    }

    /**
     * Something to be announced.
     *
     * @param last what the topic then says of the key
     * @param description names it in an error
     */
    record Announcement(
            PublishedTopic<?, ?> topic, Last last, ProducerRecord<String, SpecificRecord> message, String description) {

        /** To be called in the order of the sends. */
        void acknowledged(RecordMetadata acknowledged) {
            topic.watch.acknowledged(acknowledged);
        }

        /** To be called when everything that was sent with it is acknowledged. */
        void published() {
            topic.published.published(last);
        }
    }

    String name() {
        return name;
    }

    PublishedState published() {
        return published;
    }

    /** Those of the changes that the topic lacks, in order. */
    List<Announcement> news(List<RowChange<R>> changes) {
        return published.news(changes).stream().map(this::announcement).toList();
    }

    /** The ends of keys that the table no longer has. */
    Announcement ending(E last, Stamp stamp, long lsn) {
        E event = mapper.ending(last, stamp, lsn);
        Last ended = Last.of(mapper.version(event));
        return new Announcement(
                this, ended, message(ended, event), "The end of " + named(ended) + ", of which there is no row");
    }

    /** Makes the topic forget what has ended long ago. */
    Announcement purge(Last last) {
        Last purged = last.purge();
        return new Announcement(this, purged, message(purged, null), "The purge of " + named(purged));
    }

    private Announcement announcement(RowChange<R> change) {
        Last last = Last.after(change);
        E event = last.purged() ? null : mapper.event(change);
        return new Announcement(this, last, message(last, event), named(last) + " at " + change.position());
    }

    private ProducerRecord<String, SpecificRecord> message(Last last, @Nullable E event) {
        String key = last.version().key();
        return event == null
                ? new ProducerRecord<>(name, key, null)
                : new ProducerRecord<>(
                        name, null, key, event, mapper.headers(event).toKafka());
    }

    private String named(Last last) {
        return mapper.noun() + ' ' + last.version();
    }

    /** The last event of each of these keys that has one. */
    Map<String, E> lastEvents(Collection<String> keys) throws InterruptedException {
        return reader.lastEvents(keys);
    }

    /** Where the topic ends now. */
    TopicEnd end() throws InterruptedException {
        return reader.end();
    }

    /** Whether an acknowledgement has shown that the topic is not as it was left. Any thread may ask. */
    boolean isDoubtful() {
        return watch.isDoubtful();
    }

    boolean isAsWeLeftIt(TopicEnd end) {
        return watch.isAsWeLeftIt(end);
    }

    /** Forgets what was known of the topic, and reads it to its end. */
    void readAnew() throws InterruptedException {
        Fold held = reader.read();
        published = held.state();
        watch = new TopicWatch(held.end());
    }

    @Override
    public void close() {
        reader.close();
    }
}
