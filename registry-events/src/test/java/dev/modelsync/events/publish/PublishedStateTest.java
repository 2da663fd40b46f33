package dev.modelsync.events.publish;

import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Deleted;
import dev.modelsync.events.source.RowChange.Inserted;
import dev.modelsync.events.source.RowChange.Seen;
import dev.modelsync.events.source.RowChange.Updated;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.modelsync.events.publish.Rows.AT;
import static dev.modelsync.events.publish.Rows.FIRST;
import static dev.modelsync.events.publish.Rows.KEY;
import static dev.modelsync.events.publish.Rows.SECOND;
import static dev.modelsync.events.publish.Rows.deregistered;
import static dev.modelsync.events.publish.Rows.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PublishedStateTest {
    private static final Last LIVE_5 = Last.of(live(FIRST, 5).version());
    private static final Last GONE_5 = Last.of(deregistered(FIRST, 5).version());

    @ParameterizedTest
    @MethodSource
    void shouldTellNewsFromRepeats(@Nullable Last last, RowChange<InferenceService> change, boolean isNews) {
        PublishedState state = new PublishedState(last == null ? Map.of() : Map.of(KEY.toString(), last));

        assertThat(state.news(List.of(change))).hasSize(isNews ? 1 : 0);
    }

    static Stream<Arguments> shouldTellNewsFromRepeats() {
        return Stream.of(
                arguments(null, new Inserted<>(live(FIRST, 5), AT), true),
                arguments(LIVE_5, new Inserted<>(live(FIRST, 5), AT), false),
                arguments(LIVE_5, new Updated<>(live(FIRST, 3), live(FIRST, 4), AT), false),
                arguments(LIVE_5, new Updated<>(live(FIRST, 5), live(FIRST, 6), AT), true),
                arguments(LIVE_5, new Updated<>(live(FIRST, 4), deregistered(FIRST, 6), AT), true),
                arguments(GONE_5, new Updated<>(live(FIRST, 4), deregistered(FIRST, 5), AT), false),
                arguments(GONE_5, new Inserted<>(live(SECOND, 6), AT), true),
                arguments(null, new Seen<>(live(FIRST, 5), AT), true),
                arguments(LIVE_5, new Seen<>(live(FIRST, 5), AT), false),
                arguments(LIVE_5, new Seen<>(live(FIRST, 6), AT), true),
                arguments(LIVE_5, new Seen<>(deregistered(SECOND, 4), AT), false),
                arguments(GONE_5, new Deleted<>(deregistered(FIRST, 5), AT), true),
                arguments(Last.of(live(SECOND, 6).version()), new Deleted<>(deregistered(FIRST, 5), AT), false),
                arguments(null, new Deleted<>(deregistered(FIRST, 5), AT), false),
                arguments(GONE_5.purge(), new Deleted<>(deregistered(FIRST, 5), AT), false),
                arguments(GONE_5.purge(), new Inserted<>(live(FIRST, 5), AT), false));
    }

    @Test
    void shouldJudgeEachChangeAfterThoseBeforeItInTheBatch() {
        PublishedState state = new PublishedState(Map.of(KEY.toString(), GONE_5));
        RowChange<InferenceService> again = new Inserted<>(live(SECOND, 6), AT);
        RowChange<InferenceService> purged = new Deleted<>(deregistered(FIRST, 5), AT);

        assertThat(state.news(List.of(again, again, purged))).containsExactly(again);
        assertThat(state.news(List.of(purged, purged, again))).containsExactly(purged, again);
    }

    @Test
    void shouldForgetNothingUntilTheTopicHoldsIt() {
        PublishedState state = new PublishedState(Map.of());
        List<RowChange<InferenceService>> changes = List.of(new Inserted<>(live(FIRST, 5), AT));

        assertThat(state.news(changes)).isEqualTo(state.news(changes)).hasSize(1);

        changes.forEach(change -> state.published(Last.after(change)));
        assertThat(state.news(changes)).isEmpty();
    }

    @Test
    void shouldKnowTheHighestRevisionAlsoBehindAnOlderOne() {
        Last older = Last.of(live(FIRST, 3).version());

        assertThat(new PublishedState(Map.of(KEY.toString(), LIVE_5.followedBy(older))).highestRevision())
                .isEqualTo(5);
    }
}
