package dev.modelsync.events;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ClusterChanged;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Everything that is on the topic of the clusters, read anew each time. */
public record ClusterLog(Hm hm) {
    private static final String TOPIC = Topic.CLUSTERS.topicName();

    /** A record: the event is null for a tombstone. */
    public record Entry(
            ConsumerRecord<String, byte[]> kafka, @Nullable ClusterChanged event) {
        String summary() {
            return event == null ? "tombstone" : event.getType().name();
        }
    }

    /** The records of one cluster, in order. */
    public List<Entry> of(String id) {
        try (SingleObjectDeserializer values = new SingleObjectDeserializer()) {
            return RawTopic.read(hm.kafka().bootstrapServers(), TOPIC).stream()
                    .filter(message -> message.key().equals(id))
                    .map(message -> new Entry(message, (ClusterChanged) values.deserialize(TOPIC, message.value())))
                    .toList();
        }
    }

    /** What happened to the cluster, in order. */
    public List<String> summaries(String id) {
        return of(id).stream().map(Entry::summary).toList();
    }

    /** What the topic says of the cluster now. */
    public ClusterChanged last(String id) {
        List<Entry> entries = of(id);
        ClusterChanged last = entries.get(entries.size() - 1).event();
        if (last == null) {
            throw new AssertionError("The last record of cluster " + id + " is a tombstone");
        }
        return last;
    }
}
