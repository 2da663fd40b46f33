package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.diff.ModelComparison.Verdict;
import dev.modelsync.schema.ModelAction;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the topics say of a moment. */
class PastServicesTest {
    private static final List<ServiceChanged> CHANGES = List.of(
            Told.registered("svc", 10, "m", "small"),
            Told.edited("svc", 20, "m", "large"),
            Told.deregistered("svc", 30));
    private static final List<SyncOutcome> OUTCOMES = List.of(
            Told.answered("svc", 10, SyncResult.APPLIED, "m", ModelAction.CREATED),
            Told.parked("svc", 20),
            Told.answered("svc", 30, SyncResult.REMOVED, "m", ModelAction.REMOVED));

    @Test
    void shouldKnowNothingBeforeTheBeginning() {
        assertThat(at(9, CHANGES, OUTCOMES)).isEmpty();
    }

    @Test
    void shouldTellWhatWasAppliedThen() {
        assertThat(at(15, CHANGES, OUTCOMES)).containsExactly("m SAME small small null");
    }

    @Test
    void shouldTellWhatAParkedEditLeftBehind() {
        assertThat(at(25, CHANGES, OUTCOMES)).containsExactly("m DIFFERENT large small TIMED_OUT");
    }

    @Test
    void shouldForgetWhatWasRemovedByThen() {
        assertThat(at(35, CHANGES, OUTCOMES)).isEmpty();
    }

    @Test
    void shouldTellWhatWasWantedBeforeTheClusterAnswered() {
        assertThat(at(15, CHANGES, List.of())).containsExactly("m MISSING small null null");
    }

    @Test
    void shouldTellWhatWasStillThereAfterADeregistration() {
        assertThat(at(35, CHANGES, OUTCOMES.subList(0, 2))).containsExactly("m EXTRA null small TIMED_OUT");
    }

    @Test
    void shouldTakeAModelThatWasLeftOutForAbsent() {
        SyncOutcome skipped = Told.answered("svc", 20, SyncResult.SKIPPED, "m", ModelAction.SKIPPED);

        assertThat(at(25, CHANGES, List.of(OUTCOMES.get(0), skipped))).containsExactly("m LEFT_OUT large null null");
    }

    @Test
    void shouldSayOfWhichServicesTheTopicNoLongerTells() {
        List<ServiceChanged> compacted = List.of(
                Told.edited("svc", 20, "m", "large"),
                Told.registered("later", 20, "n", "small"),
                Told.edited("later", 30, "n", "large"));

        Sides sides = sides(15, compacted, OUTCOMES);

        assertThat(sides.unknown()).containsExactly("svc");
        assertThat(ModelComparison.of(sides)).isEmpty();
    }

    private static List<String> at(long second, List<ServiceChanged> changes, List<SyncOutcome> outcomes) {
        return ModelComparison.of(sides(second, changes, outcomes)).stream()
                .map(model -> Stream.of(
                                model.model(),
                                model.verdict(),
                                upstream(model.wanted()),
                                upstream(model.actual()),
                                model.verdict() == Verdict.SAME ? null : model.reason())
                        .map(String::valueOf)
                        .reduce((left, right) -> left + ' ' + right)
                        .orElseThrow())
                .toList();
    }

    private static String upstream(@Nullable Entry entry) {
        return entry == null ? "null" : String.valueOf(entry.upstreamModel());
    }

    private static Sides sides(long second, List<ServiceChanged> changes, List<SyncOutcome> outcomes) {
        PastRegistry registry = new PastRegistry("edge", Told.at(second));
        outcomes.forEach(registry::add);
        PastServices services = new PastServices("demo", Told.at(second), registry);
        changes.forEach(services::add);
        return services.sides();
    }
}
