package dev.modelsync.events.publish;

import dev.modelsync.events.publish.TopicWatch.TopicEnd;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicWatchTest {
    private static final Uuid ID = Uuid.randomUuid();
    private static final TopicPartition ONE = new TopicPartition("topic", 0);
    private static final TopicPartition TWO = new TopicPartition("topic", 1);

    private final TopicWatch watch = new TopicWatch(end(ID, 3, 0));

    @Test
    void shouldRecogniseTheTopicAsItWasLeft() {
        watch.acknowledged(at(ONE, 3));
        watch.acknowledged(at(ONE, 4));

        assertThat(watch.isDoubtful()).isFalse();
        assertThat(watch.isAsWeLeftIt(end(ID, 5, 0))).isTrue();
    }

    @Test
    void shouldDoubtATopicOnWhichSomeoneElseWrote() {
        watch.acknowledged(at(ONE, 4));

        assertThat(watch.isDoubtful()).isTrue();
        assertThat(watch.isAsWeLeftIt(end(ID, 5, 0))).isFalse();
    }

    @Test
    void shouldNotRecogniseATopicThatIsAnotherOrEndsElsewhere() {
        assertThat(watch.isAsWeLeftIt(end(ID, 3, 1))).isFalse();
        assertThat(watch.isAsWeLeftIt(end(ID, 2, 0))).isFalse();
        assertThat(watch.isAsWeLeftIt(end(Uuid.randomUuid(), 3, 0))).isFalse();
        assertThat(watch.isAsWeLeftIt(new TopicEnd(ID, Map.of(ONE, 3L)))).isFalse();
    }

    private static TopicEnd end(Uuid id, long one, long two) {
        return new TopicEnd(id, Map.of(ONE, one, TWO, two));
    }

    private static RecordMetadata at(TopicPartition partition, long offset) {
        return new RecordMetadata(partition, offset, 0, 0, 0, 0);
    }
}
