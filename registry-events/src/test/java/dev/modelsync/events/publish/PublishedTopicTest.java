package dev.modelsync.events.publish;

import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.publish.PublishedTopic.Announcement;
import dev.modelsync.events.publish.TopicWatch.TopicEnd;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.source.RowChange.Deleted;
import dev.modelsync.events.source.RowChange.Inserted;
import dev.modelsync.schema.ServiceChanged;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

import static dev.modelsync.events.publish.Rows.AT;
import static dev.modelsync.events.publish.Rows.FIRST;
import static dev.modelsync.events.publish.Rows.deregistered;
import static dev.modelsync.events.publish.Rows.live;
import static org.assertj.core.api.Assertions.assertThat;

class PublishedTopicTest {
    private final ServiceEvents events = new ServiceEvents();
    private final PublishedTopic<InferenceService, ServiceChanged> topic = new PublishedTopic<>(
            "topic", events, new TopicReader<>(new KafkaProperties("127.0.0.1:1", Map.of()), "topic", events));

    @Test
    void shouldMakeAnEventWithHeadersOfAChange() {
        Announcement announced =
                topic.news(List.of(new Inserted<>(live(FIRST, 4), AT))).get(0);

        assertThat(announced.message().key()).isEqualTo("demo/svc");
        assertThat(announced.message().topic()).isEqualTo("topic");
        assertThat(announced.message().value()).isInstanceOf(ServiceChanged.class);
        assertThat(announced.message().headers().lastHeader("ce_id").value())
                .asString()
                .isEqualTo(FIRST + ":4");
        assertThat(announced.message().headers().lastHeader("traceparent")).isNotNull();
        assertThat(announced.description()).isEqualTo("Service demo/svc revision 4 at 1/AB");
    }

    @Test
    void shouldMakeATombstoneOfADeletionOfWhatTheTopicHolds() {
        List<Announcement> all = topic.news(
                List.of(new Inserted<>(deregistered(FIRST, 5), AT), new Deleted<>(deregistered(FIRST, 5), AT)));

        assertThat(all).hasSize(2);
        assertThat(all.get(1).message().key()).isEqualTo("demo/svc");
        assertThat(all.get(1).message().value()).isNull();
        assertThat(topic.news(List.of(new Deleted<>(deregistered(FIRST, 5), AT))))
                .isEmpty();
    }

    @Test
    void shouldDoubtATopicThatWasNotReadYet() {
        assertThat(topic.isAsWeLeftIt(new TopicEnd(Uuid.randomUuid(), Map.of())))
                .isFalse();
    }
}
