package dev.modelsync.events;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ServiceChanged;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Everything that is on the service topic, read anew each time. */
public final class TopicLog {
    private final String bootstrapServers;

    public TopicLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** A record: the event is null for a tombstone. */
    public record Entry(
            ConsumerRecord<String, byte[]> kafka, @Nullable ServiceChanged event) {
        /** For example {@code REGISTERED 4}, or {@code tombstone}. */
        public String summary() {
            return event == null ? "tombstone" : event.getType().name();
        }
    }

    /** The records of one key, in order. */
    public List<Entry> of(String key) {
        return all().stream().filter(entry -> entry.kafka().key().equals(key)).toList();
    }

    public List<String> summaries(String key) {
        return of(key).stream().map(Entry::summary).toList();
    }

    public List<Entry> all() {
        String topic = Topic.INFERENCE_SERVICES.topicName();
        try (SingleObjectDeserializer values = new SingleObjectDeserializer()) {
            return RawTopic.read(bootstrapServers, topic).stream()
                    .map(message -> new Entry(message, (ServiceChanged) values.deserialize(topic, message.value())))
                    .toList();
        }
    }
}
