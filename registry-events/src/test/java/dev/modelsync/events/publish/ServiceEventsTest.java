package dev.modelsync.events.publish;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceService.State;
import dev.modelsync.events.source.Revisions.Stamp;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Inserted;
import dev.modelsync.events.source.RowChange.Position;
import dev.modelsync.events.source.RowChange.Seen;
import dev.modelsync.events.source.RowChange.Updated;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ServiceChanged;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

import static dev.modelsync.events.publish.Rows.AT;
import static dev.modelsync.events.publish.Rows.FIRST;
import static dev.modelsync.events.publish.Rows.deregistered;
import static dev.modelsync.events.publish.Rows.live;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ServiceEventsTest {
    private final ServiceEvents mapper = new ServiceEvents();

    @Test
    void shouldTellARegistration() {
        ServiceChanged event = event(new Inserted<>(live(FIRST, 4), AT));

        assertThat(mapper.version(event)).isEqualTo(live(FIRST, 4).version());
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

        ServiceChanged event = event(new Updated<>(live(FIRST, 4), after, AT));

        assertThat(event.getType()).isEqualTo(ChangeType.UPDATED);
        assertThat(event.getChangedFields()).containsExactly("credentialVersion", "labels");
        assertThat(event.getBefore().getCredentialVersion()).isEqualTo(1);
    }

    @Test
    void shouldTellARotationFromAnEdit() {
        InferenceService after = Rows.row(FIRST, 5, State.REGISTERED, Rows.settings(2, Map.of()));

        assertThat(event(new Updated<>(live(FIRST, 4), after, AT)).getType()).isEqualTo(ChangeType.CREDENTIALS_ROTATED);
    }

    @Test
    void shouldTellADeregistrationWithWhatWas() {
        ServiceChanged event = event(new Updated<>(live(FIRST, 4), deregistered(FIRST, 5), AT));

        assertThat(event.getType()).isEqualTo(ChangeType.DEREGISTERED);
        assertThat(event.getAfter()).isNull();
        assertThat(event.getBefore().getProvider()).isEqualTo("OPENAI");
    }

    @Test
    void shouldTellTheStateOfEachUpdateByWhatIsInForceAfterIt() {
        assertThat(event(new Updated<>(deregistered(FIRST, 4), deregistered(FIRST, 5), AT))
                        .getType())
                .isEqualTo(ChangeType.DEREGISTERED);
        assertThat(event(new Inserted<>(deregistered(FIRST, 5), AT)).getType()).isEqualTo(ChangeType.DEREGISTERED);
    }

    @Test
    void shouldTellWhatASnapshotSaw() {
        Position read = new Position(9, null, true);

        assertThat(event(new Seen<>(live(FIRST, 4), read)).getType()).isEqualTo(ChangeType.REGISTERED);
        assertThat(event(new Seen<>(deregistered(FIRST, 4), read)).getType()).isEqualTo(ChangeType.DEREGISTERED);
        assertThat(event(new Seen<>(live(FIRST, 4), read)).getSource().getSnapshot())
                .isTrue();
    }

    @Test
    void shouldTellTheDeregistrationOfWhatIsNoLongerThere() {
        ServiceChanged last = event(new Inserted<>(live(FIRST, 4), AT));

        ServiceChanged event = mapper.ending(last, new Stamp(9, Rows.TIME), 7);

        assertThat(event.getType()).isEqualTo(ChangeType.DEREGISTERED);
        assertThat(event.getEventId()).isEqualTo(FIRST + ":9");
        assertThat(event.getRevision()).isEqualTo(9);
        assertThat(event.getAfter()).isNull();
        assertThat(event.getBefore()).isEqualTo(last.getAfter());
        assertThat(event.getActor()).isEqualTo("modelsync");
        assertThat(event.getSource().getSnapshot()).isTrue();
    }

    @Test
    void shouldTakeItsOwnEventsForComplete() {
        assertThat(mapper.isComplete(event(new Inserted<>(live(FIRST, 4), AT)))).isTrue();
        assertThat(mapper.isComplete(event(new Inserted<>(deregistered(FIRST, 4), AT))))
                .isTrue();
    }

    @Test
    void shouldCarryTheHeadersOfACloudEvent() {
        InferenceService rotated = Rows.row(FIRST, 5, State.REGISTERED, Rows.settings(2, Map.of()));
        Headers headers = mapper.headers(event(new Updated<>(live(FIRST, 4), rotated, AT)))
                .toKafka();

        assertThat(List.of("ce_id", "ce_source", "ce_type", "ce_subject"))
                .extracting(name -> new String(headers.lastHeader(name).value(), UTF_8))
                .containsExactly(
                        FIRST + ":5",
                        "/hm/projects/demo",
                        "dev.modelsync.inferenceservice.credentialsrotated.v1",
                        "services/svc");
    }

    private ServiceChanged event(RowChange<InferenceService> change) {
        return mapper.event(change);
    }
}
