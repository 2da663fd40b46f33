package dev.modelsync.events.publish;

import dev.modelsync.events.publish.Comparison.Differences;
import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.source.RowVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.modelsync.events.publish.Rows.FIRST;
import static dev.modelsync.events.publish.Rows.KEY;
import static dev.modelsync.events.publish.Rows.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ComparisonTest {
    private static final Instant LONG_AGO = Rows.TIME;
    private static final Instant PURGE_BEFORE = LONG_AGO.plusSeconds(10);
    private static final Instant LATELY = LONG_AGO.plusSeconds(20);

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource
    void shouldFindWhatDiffers(String name, @Nullable RowVersion row, @Nullable Last last, Found found) {
        assertThat(compare(row, last, false)).isEqualTo(found);
    }

    static Stream<Arguments> shouldFindWhatDiffers() {
        return Stream.of(
                arguments("both empty", null, null, Found.NOTHING),
                arguments("the same change", live(FIRST, 5, LATELY), last(FIRST, 5, Said.LIVE, LATELY), Found.NOTHING),
                arguments("never announced", live(FIRST, 5, LATELY), null, Found.UNANNOUNCED),
                arguments("never announced, gone", gone(FIRST, 5, LATELY), null, Found.UNANNOUNCED),
                arguments(
                        "an edit lost", live(FIRST, 6, LATELY), last(FIRST, 5, Said.LIVE, LONG_AGO), Found.UNANNOUNCED),
                arguments(
                        "a deregistration lost",
                        gone(FIRST, 6, LATELY),
                        last(FIRST, 5, Said.LIVE, LONG_AGO),
                        Found.UNANNOUNCED),
                arguments(
                        "registered again after a purge",
                        live(SECOND, 6, LATELY),
                        last(FIRST, 5, Said.PURGED, LONG_AGO),
                        Found.UNANNOUNCED),
                arguments(
                        "the topic is ahead",
                        live(FIRST, 5, LONG_AGO),
                        last(FIRST, 6, Said.LIVE, LATELY),
                        Found.DIVERGED),
                arguments(
                        "live again after a restore",
                        live(FIRST, 5, LONG_AGO),
                        last(FIRST, 6, Said.PURGED, LATELY),
                        Found.DIVERGED),
                arguments(
                        "an old purge delivered again",
                        live(FIRST, 5, LATELY),
                        last(FIRST, 5, Said.LIVE, LATELY).purge(),
                        Found.DIVERGED),
                arguments(
                        "an old purge delivered again, and the last change behind it",
                        live(FIRST, 5, LATELY),
                        last(FIRST, 5, Said.LIVE, LATELY).purge().followedBy(last(FIRST, 5, Said.LIVE, LATELY)),
                        Found.DIVERGED),
                arguments(
                        "an old change behind an old purge",
                        live(FIRST, 5, LATELY),
                        last(FIRST, 5, Said.LIVE, LATELY).purge().followedBy(last(FIRST, 4, Said.LIVE, LONG_AGO)),
                        Found.DIVERGED),
                arguments(
                        "an old purge behind an old change",
                        live(FIRST, 5, LATELY),
                        last(FIRST, 5, Said.LIVE, LATELY)
                                .followedBy(last(FIRST, 4, Said.LIVE, LONG_AGO))
                                .purge(),
                        Found.DIVERGED),
                arguments(
                        "an old change delivered again",
                        live(FIRST, 5, LATELY),
                        last(FIRST, 5, Said.LIVE, LATELY).followedBy(last(FIRST, 4, Said.LIVE, LONG_AGO)),
                        Found.UNANNOUNCED),
                arguments(
                        "registered anew behind a purge",
                        live(SECOND, 6, LATELY),
                        last(FIRST, 5, Said.LIVE, LONG_AGO).purge().followedBy(last(SECOND, 6, Said.LIVE, LATELY)),
                        Found.NOTHING),
                arguments(
                        "no row, a change behind its purge",
                        null,
                        last(FIRST, 5, Said.LIVE, LONG_AGO).purge().followedBy(last(FIRST, 4, Said.LIVE, LONG_AGO)),
                        Found.MISSING),
                arguments(
                        "another change of the same revision",
                        live(FIRST, 5, LATELY),
                        last(FIRST, 5, Said.LIVE, LONG_AGO),
                        Found.DIVERGED),
                arguments(
                        "another incarnation of the same revision",
                        live(SECOND, 5, LATELY),
                        last(FIRST, 5, Said.LIVE, LATELY),
                        Found.DIVERGED),
                arguments(
                        "gone here, purged there",
                        gone(FIRST, 5, LONG_AGO),
                        last(FIRST, 5, Said.PURGED, LONG_AGO),
                        Found.NOTHING),
                arguments(
                        "live here, purged there by a late record",
                        live(FIRST, 5, LONG_AGO),
                        last(FIRST, 5, Said.PURGED_WHILE_LIVE, LONG_AGO),
                        Found.DIVERGED),
                arguments("no row, live there", null, last(FIRST, 5, Said.LIVE, LONG_AGO), Found.MISSING),
                arguments("no row, gone lately", null, last(FIRST, 5, Said.ENDED, LATELY), Found.NOTHING),
                arguments("no row, gone long ago", null, last(FIRST, 5, Said.ENDED, LONG_AGO), Found.PURGED),
                arguments("no row, purged there", null, last(FIRST, 5, Said.PURGED, LONG_AGO), Found.NOTHING));
    }

    @ParameterizedTest
    @MethodSource
    void shouldReviseWhatAnOlderDatabaseHasAndTheTopicMayHaveForgotten(
            RowVersion row, @Nullable Last last, Found found) {
        assertThat(compare(row, last, true)).isEqualTo(found);
    }

    static Stream<Arguments> shouldReviseWhatAnOlderDatabaseHasAndTheTopicMayHaveForgotten() {
        return Stream.of(
                arguments(live(FIRST, 5, LONG_AGO), null, Found.DIVERGED),
                arguments(gone(FIRST, 5, LONG_AGO), null, Found.UNANNOUNCED),
                arguments(live(FIRST, 5, LONG_AGO), last(FIRST, 5, Said.LIVE, LONG_AGO), Found.NOTHING),
                arguments(live(FIRST, 6, LATELY), last(FIRST, 5, Said.LIVE, LONG_AGO), Found.UNANNOUNCED));
    }

    private enum Said {
        LIVE,
        ENDED,
        PURGED,
        PURGED_WHILE_LIVE
    }

    private enum Found {
        NOTHING,
        UNANNOUNCED,
        DIVERGED,
        MISSING,
        PURGED
    }

    private static Found compare(@Nullable RowVersion row, @Nullable Last last, boolean wentBack) {
        Differences differences = Comparison.of(
                row == null ? List.of() : List.of(row),
                last == null ? Map.of() : Map.of(KEY.toString(), last),
                wentBack,
                PURGE_BEFORE);
        if (!differences.unannounced().isEmpty()) {
            return Found.UNANNOUNCED;
        }
        if (!differences.diverged().isEmpty()) {
            return Found.DIVERGED;
        }
        if (!differences.missing().isEmpty()) {
            return Found.MISSING;
        }
        return differences.purged().isEmpty() ? Found.NOTHING : Found.PURGED;
    }

    private static RowVersion live(UUID uid, long revision, Instant at) {
        return new RowVersion(KEY.toString(), uid.toString(), true, revision, at);
    }

    private static RowVersion gone(UUID uid, long revision, Instant at) {
        return new RowVersion(KEY.toString(), uid.toString(), false, revision, at);
    }

    private static Last last(UUID uid, long revision, Said said, Instant at) {
        return switch (said) {
            case LIVE -> Last.of(live(uid, revision, at));
            case ENDED -> Last.of(gone(uid, revision, at));
            case PURGED -> Last.of(gone(uid, revision, at)).purge();
            case PURGED_WHILE_LIVE -> Last.of(live(uid, revision, at)).purge();
        };
    }
}
