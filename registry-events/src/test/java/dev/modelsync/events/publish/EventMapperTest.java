package dev.modelsync.events.publish;

import dev.modelsync.events.publish.ServiceChange.Deregistered;
import dev.modelsync.events.publish.ServiceChange.Position;
import dev.modelsync.events.publish.ServiceChange.Purged;
import dev.modelsync.events.publish.ServiceChange.Registered;
import dev.modelsync.events.publish.ServiceChange.Seen;
import dev.modelsync.events.publish.ServiceChange.Updated;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceService.State;
import dev.modelsync.events.registration.ServiceTable.Stamp;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ServiceChanged;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import static dev.modelsync.events.publish.Rows.AT;
import static dev.modelsync.events.publish.Rows.FIRST;
import static dev.modelsync.events.publish.Rows.deregistered;
import static dev.modelsync.events.publish.Rows.live;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class EventMapperTest {
    private final EventMapper mapper = new EventMapper("topic");

    @Test
    void shouldTellARegistration() {
        ProducerRecord<String, SpecificRecord> message = mapper.toRecord(new Registered(live(FIRST, 4), AT));
        ServiceChanged event = (ServiceChanged) message.value();

        assertThat(message.key()).isEqualTo("demo/svc");
        assertThat(event.getEventId()).isEqualTo(FIRST + ":4");
        assertThat(event.getType()).isEqualTo(ChangeType.REGISTERED);
        assertThat(event.getBefore()).isNull();
        assertThat(event.getAfter().getModels().get(0).getRequestPath()).isEqualTo("/v1/embeddings");
        assertThat(event.getChangedFields()).isEmpty();
        assertThat(event.getActor()).isEqualTo("ann");
        assertThat(event.getReason()).isEqualTo("ticket 42");
        assertThat(event.getOccurredAt()).isEqualTo(Rows.TIME);
        assertThat(event.getSource().getLsn()).isEqualTo(AT.lsn());
        assertThat(event.getSource().getTxId()).isEqualTo(7L);
    }

    @Test
    void shouldTellWhatAnEditChanged() {
        InferenceService after = Rows.row(FIRST, 5, State.REGISTERED, Rows.settings(2, Map.of("team", "search")));

        ServiceChanged event = event(new Updated(live(FIRST, 4), after, AT));

        assertThat(event.getType()).isEqualTo(ChangeType.UPDATED);
        assertThat(event.getChangedFields()).containsExactly("credentialVersion", "labels");
        assertThat(event.getBefore().getCredentialVersion()).isEqualTo(1);
    }

    @Test
    void shouldTellARotationFromAnEdit() {
        InferenceService after = Rows.row(FIRST, 5, State.REGISTERED, Rows.settings(2, Map.of()));

        assertThat(event(new Updated(live(FIRST, 4), after, AT)).getType()).isEqualTo(ChangeType.CREDENTIALS_ROTATED);
    }

    @Test
    void shouldTellADeregistrationWithWhatWas() {
        ServiceChanged event = event(new Deregistered(deregistered(FIRST, 5), AT));

        assertThat(event.getType()).isEqualTo(ChangeType.DEREGISTERED);
        assertThat(event.getAfter()).isNull();
        assertThat(event.getBefore().getProvider()).isEqualTo("OPENAI");
    }

    @Test
    void shouldTellWhatASnapshotSaw() {
        Position read = new Position(9, null, true);

        assertThat(event(new Seen(live(FIRST, 4), read)).getType()).isEqualTo(ChangeType.REGISTERED);
        assertThat(event(new Seen(deregistered(FIRST, 4), read)).getType()).isEqualTo(ChangeType.DEREGISTERED);
        assertThat(event(new Seen(live(FIRST, 4), read)).getSource().getSnapshot())
                .isTrue();
    }

    @Test
    void shouldMakeATombstoneOfAPurge() {
        ProducerRecord<String, SpecificRecord> message = mapper.toRecord(new Purged(deregistered(FIRST, 5), AT));

        assertThat(message.key()).isEqualTo("demo/svc");
        assertThat(message.value()).isNull();
    }

    @Test
    void shouldTellTheDeregistrationOfWhatIsNoLongerThere() {
        ServiceChanged last = event(new Registered(live(FIRST, 4), AT));

        ServiceChanged event = (ServiceChanged)
                mapper.deregistration(last, new Stamp(9, Rows.TIME), 7).value();

        assertThat(event.getType()).isEqualTo(ChangeType.DEREGISTERED);
        assertThat(event.getEventId()).isEqualTo(FIRST + ":9");
        assertThat(event.getRevision()).isEqualTo(9);
        assertThat(event.getAfter()).isNull();
        assertThat(event.getBefore()).isEqualTo(last.getAfter());
        assertThat(event.getActor()).isEqualTo("modelsync");
        assertThat(event.getSource().getSnapshot()).isTrue();
    }

    @Test
    void shouldCarryTheHeadersOfACloudEvent() {
        InferenceService rotated = Rows.row(FIRST, 5, State.REGISTERED, Rows.settings(2, Map.of()));
        ProducerRecord<String, SpecificRecord> message = mapper.toRecord(new Updated(live(FIRST, 4), rotated, AT));

        assertThat(List.of("ce_id", "ce_source", "ce_type", "ce_subject"))
                .extracting(
                        name -> new String(message.headers().lastHeader(name).value(), UTF_8))
                .containsExactly(
                        FIRST + ":5",
                        "/hm/projects/demo",
                        "dev.modelsync.inferenceservice.credentialsrotated.v1",
                        "services/svc");
    }

    private ServiceChanged event(ServiceChange change) {
        return (ServiceChanged) mapper.toRecord(change).value();
    }
}
