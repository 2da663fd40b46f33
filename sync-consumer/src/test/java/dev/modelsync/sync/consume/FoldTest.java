package dev.modelsync.sync.consume;

import dev.modelsync.sync.journal.RecordPosition;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FoldTest {
    private static final ServiceKey A = new ServiceKey("demo", "a");
    private static final ServiceKey B = new ServiceKey("demo", "b");

    private final Fold fold = new Fold();
    private long offset;

    @Test
    void shouldKeepTheLastChangeOfEachService() {
        add(declared(A, 1));
        add(declared(B, 2));
        add(declared(A, 3));

        assertThat(fold.events())
                .extracting(ServiceRecord::event)
                .containsExactlyInAnyOrder(declared(A, 3), declared(B, 2));
    }

    @Test
    void shouldNotLetALateOlderChangeReplaceANewerOne() {
        add(declared(A, 5));
        add(declared(A, 4));

        assertThat(fold.events()).extracting(ServiceRecord::event).containsExactly(declared(A, 5));
    }

    @Test
    void shouldKeepAPurgeAndOnlyANewerChangeAfterIt() {
        add(declared(A, 5));
        add(new ServiceEvent.Purged(A));
        add(declared(A, 4));
        assertThat(fold.events()).extracting(ServiceRecord::event).containsExactly(new ServiceEvent.Purged(A));

        add(declared(A, 6));
        assertThat(fold.events()).extracting(ServiceRecord::event).containsExactly(declared(A, 6));
    }

    @Test
    void shouldDropAnUnreadableRecordWhenAChangeFollows() {
        UnreadableRecord garbage = unreadable(A);
        fold.add(new Reading.Unreadable(garbage));
        assertThat(fold.unreadable()).containsExactly(garbage);

        add(declared(A, 1));
        assertThat(fold.unreadable()).isEmpty();
    }

    @Test
    void shouldKeepBothAChangeAndTheUnreadableRecordAfterIt() {
        add(declared(A, 1));
        fold.add(new Reading.Unreadable(unreadable(A)));

        assertThat(fold.events()).hasSize(1);
        assertThat(fold.unreadable()).hasSize(1);
    }

    private void add(ServiceEvent event) {
        fold.add(new Reading.Event(new ServiceRecord(event, new RecordPosition("topic", 0, offset++))));
    }

    private static ServiceEvent declared(ServiceKey key, long revision) {
        return new ServiceEvent.Declared(
                key, new ChangeId("uid:" + revision, "uid", revision, Instant.EPOCH), List.of(), null);
    }

    private static UnreadableRecord unreadable(ServiceKey key) {
        ChangeId announced = new ChangeId("?", "", 0, Instant.EPOCH);
        RecordPosition position = new RecordPosition("topic", 0, 9);
        return new UnreadableRecord(key, announced, Reason.UNREADABLE_EVENT, "detail", position, new byte[] {1});
    }
}
