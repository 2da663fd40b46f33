package dev.modelsync.sync.journal;

import dev.modelsync.sync.journal.ModelResult.Action;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ApplyResultTest {
    private static final ServiceKey SERVICE = new ServiceKey("demo", "s");
    private static final ChangeId CHANGE = new ChangeId("uid:1", "uid", 1, Instant.EPOCH);
    private static final RecordPosition POSITION = new RecordPosition("topic", 0, 1);
    private static final EventKind KIND = EventKind.DECLARED;

    @Test
    void shouldTellWhatBecameOfAService() {
        assertThat(declared(ModelResult.of("a", Action.UNCHANGED)).result()).isEqualTo(SyncResult.UNCHANGED);
        assertThat(declared(ModelResult.of("a", Action.UNCHANGED), ModelResult.of("b", Action.EDITED))
                        .result())
                .isEqualTo(SyncResult.APPLIED);
        assertThat(withdrawn(ModelResult.of("a", Action.REMOVED)).result()).isEqualTo(SyncResult.REMOVED);
        assertThat(withdrawn().result()).isEqualTo(SyncResult.REMOVED);
    }

    @Test
    void shouldSayWhyModelsWereLeftOut() {
        ApplyResult result = declared(ModelResult.of("a", Action.CREATED), ModelResult.skipped("b", Reason.NAME_TAKEN));

        assertThat(result.result()).isEqualTo(SyncResult.SKIPPED);
        assertThat(result.reason()).isEqualTo(Reason.NAME_TAKEN);
        assertThat(result.detail()).contains("'b'").doesNotContain("'a'");
    }

    @Test
    void shouldTellTheLastOfTwoStepsAboutOneModel() {
        ApplyResult result = declared(ModelResult.of("a", Action.REMOVED), ModelResult.skipped("a", Reason.NAME_TAKEN));

        assertThat(result.models()).containsExactly(ModelResult.skipped("a", Reason.NAME_TAKEN));
    }

    @Test
    void shouldTellTwoDecisionsOfOneTransactionAsOne() {
        ApplyResult first =
                declared(ModelResult.of("kept", Action.EDITED), ModelResult.skipped("waited", Reason.NAME_TAKEN));
        ApplyResult second =
                declared(ModelResult.of("kept", Action.UNCHANGED), ModelResult.of("waited", Action.CREATED));

        ApplyResult both = second.after(first);

        assertThat(both.result()).isEqualTo(SyncResult.APPLIED);
        assertThat(both.models())
                .containsExactly(ModelResult.of("kept", Action.EDITED), ModelResult.of("waited", Action.CREATED));
    }

    @Test
    void shouldTellAModelThatWasCreatedAndEditedInOneTransactionAsCreated() {
        ApplyResult first = declared(ModelResult.of("a", Action.CREATED), ModelResult.skipped("b", Reason.NAME_TAKEN));
        ApplyResult second = declared(ModelResult.of("a", Action.EDITED), ModelResult.of("b", Action.CREATED));

        assertThat(second.after(first).models())
                .containsExactly(ModelResult.of("a", Action.CREATED), ModelResult.of("b", Action.CREATED));
    }

    @Test
    void shouldNotContradictItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApplyResult(
                        SERVICE, CHANGE, SyncResult.APPLIED, Reason.NAME_TAKEN, "detail", List.of(), POSITION, KIND));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ApplyResult(SERVICE, CHANGE, SyncResult.PARKED, null, null, List.of(), POSITION, KIND));
    }

    private static ApplyResult declared(ModelResult... models) {
        return result(new ServiceEvent.Declared(SERVICE, CHANGE, List.of(), null), models);
    }

    private static ApplyResult withdrawn(ModelResult... models) {
        return result(new ServiceEvent.Withdrawn(SERVICE, CHANGE), models);
    }

    private static ApplyResult result(ServiceEvent event, ModelResult... models) {
        return ApplyResult.of(new ServiceRecord(event, POSITION), CHANGE, List.of(models));
    }
}
