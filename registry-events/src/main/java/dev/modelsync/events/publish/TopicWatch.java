package dev.modelsync.events.publish;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Knows where the topic must end if nobody but us has written to it since it was read. It ends
 * elsewhere when an earlier publisher's delayed record has arrived, when the topic was made anew, or
 * when a broker has lost records.
 */
final class TopicWatch {
    private final Uuid topicId;
    private final Map<TopicPartition, Long> next;
    private volatile boolean doubtful;

    TopicWatch(TopicEnd end) {
        topicId = end.topicId();
        next = new HashMap<>(end.next());
    }

    /**
     * Where a topic ends.
     *
     * @param next the offset that the next record of each partition will get
     */
    record TopicEnd(Uuid topicId, Map<TopicPartition, Long> next) {
        /** Of a topic that was not looked at: no topic ends like that. */
        static final TopicEnd UNKNOWN = new TopicEnd(Uuid.ZERO_UUID, Map.of());

        TopicEnd {
            next = Map.copyOf(next);
        }
    }

    /** To be called in the order of the sends, by the thread that publishes. */
    void acknowledged(RecordMetadata acknowledged) {
        TopicPartition partition = new TopicPartition(acknowledged.topic(), acknowledged.partition());
        Long expected = next.put(partition, acknowledged.offset() + 1);
        if (expected == null || expected != acknowledged.offset()) {
            doubtful = true;
        }
    }

    /** Whether an acknowledgement has shown already that the topic is not as we left it. Any thread may ask. */
    boolean isDoubtful() {
        return doubtful;
    }

    boolean isAsWeLeftIt(TopicEnd end) {
        return !doubtful && end.topicId().equals(topicId) && end.next().equals(next);
    }
}
