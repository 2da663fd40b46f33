package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.diff.ModelComparison.Verdict;
import dev.modelsync.events.fleet.diff.Sides.Held;
import dev.modelsync.events.fleet.diff.Sides.Wanted;
import dev.modelsync.events.fleet.diff.Sides.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModelComparisonTest {
    private static final Entry EMBEDDING = new Entry("openai_embeddings", "text-embedding-3-small");
    private static final Entry LARGER = new Entry("openai_embeddings", "text-embedding-3-large");
    private static final Wanted MODEL = new Wanted("svc", "m", EMBEDDING);

    @Test
    void shouldFindTheSame() {
        assertThat(compared(MODEL, synced("svc", EMBEDDING), null))
                .isEqualTo(new ModelComparison("m", "svc", Verdict.SAME, EMBEDDING, EMBEDDING, null, null));
    }

    @Test
    void shouldTrustARegistryThatTellsNoMoreThanTheProvider() {
        assertThat(verdict(MODEL, synced("svc", new Entry("openai_embeddings", null)), null))
                .isEqualTo(Verdict.SAME);
        assertThat(verdict(MODEL, synced("svc", null), null)).isEqualTo(Verdict.SAME);
        assertThat(verdict(MODEL, synced("svc", new Entry("nim_embeddings", null)), null))
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void shouldFindWhatIsMissingAndSayWhy() {
        assertThat(verdict(MODEL, null, null)).isEqualTo(Verdict.MISSING);
        assertThat(compared(MODEL, null, new Word("PARKED", "TIMED_OUT", "no answer")))
                .isEqualTo(new ModelComparison("m", "svc", Verdict.MISSING, EMBEDDING, null, "TIMED_OUT", "no answer"));
    }

    @Test
    void shouldFindWhatIsLeftOutOnPurpose() {
        assertThat(verdict(MODEL, null, new Word("SKIPPED", "PROXY_UNREACHABLE", null)))
                .isEqualTo(Verdict.LEFT_OUT);
    }

    @Test
    void shouldFindWhatDiffers() {
        assertThat(verdict(MODEL, synced("svc", LARGER), null)).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict(MODEL, synced("other", EMBEDDING), null)).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void shouldFindANameThatSomebodyElseHas() {
        Word word = new Word("SKIPPED", "NAME_TAKEN", null);
        assertThat(compared(MODEL, new Held("m", LARGER, "NATIVE", null, null), word))
                .isEqualTo(new ModelComparison("m", "svc", Verdict.TAKEN, EMBEDDING, LARGER, "NAME_TAKEN", null));
    }

    @ParameterizedTest
    @CsvSource({
        "CHANGED, DIFFERENT, it has other settings",
        "CREDENTIALS_LOST, DIFFERENT, its provider no longer has the credentials that were stored",
        "REPLACED, TAKEN, somebody made another model of that name",
        "OF_A_NEWER_WORKER, DIFFERENT, OF_A_NEWER_WORKER"
    })
    void shouldFindWhatIsNoLongerAsItWasMade(String drift, Verdict verdict, String detail) {
        Held held = new Held("m", EMBEDDING, Sides.SYNCED, "svc", drift);

        assertThat(compared(MODEL, held, new Word("SYNCED", null, null)))
                .isEqualTo(new ModelComparison("m", "svc", verdict, EMBEDDING, EMBEDDING, drift, detail));
    }

    @Test
    void shouldFindWhatNobodyWantsAnyMore() {
        assertThat(verdict(null, synced("gone", EMBEDDING), null)).isEqualTo(Verdict.EXTRA);
    }

    @Test
    void shouldNotSpeakOfWhatOthersMadeNorOfServicesThatItKnowsNothingOf() {
        Sides sides = new Sides(
                List.of(),
                List.of(new Held("native", LARGER, "NATIVE", null, null), synced("forgotten", EMBEDDING)),
                Map.of(),
                Set.of("forgotten"));

        assertThat(ModelComparison.of(sides)).isEmpty();
    }

    private static Held synced(String service, @Nullable Entry entry) {
        return new Held("m", entry, Sides.SYNCED, service, null);
    }

    private static Verdict verdict(@Nullable Wanted wanted, @Nullable Held held, @Nullable Word word) {
        return compared(wanted, held, word).verdict();
    }

    private static ModelComparison compared(@Nullable Wanted wanted, @Nullable Held held, @Nullable Word word) {
        List<ModelComparison> compared = ModelComparison.of(new Sides(
                wanted == null ? List.of() : List.of(wanted),
                held == null ? List.of() : List.of(held),
                word == null ? Map.of() : Map.of("svc", word),
                Set.of()));
        assertThat(compared).hasSize(1);
        return compared.get(0);
    }
}
