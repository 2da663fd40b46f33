package dev.modelsync.events.publish;

import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.publish.PublishedState.Last.State;
import dev.modelsync.events.publish.ServiceChange.Deregistered;
import dev.modelsync.events.publish.ServiceChange.Purged;
import dev.modelsync.events.publish.ServiceChange.Registered;
import dev.modelsync.events.publish.ServiceChange.Seen;
import dev.modelsync.events.publish.ServiceChange.Updated;
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
    private static final Last LIVE_5 = new Last(5, FIRST, State.LIVE, Rows.TIME);
    private static final Last GONE_5 = new Last(5, FIRST, State.DEREGISTERED, Rows.TIME);

    @ParameterizedTest
    @MethodSource
    void shouldTellNewsFromRepeats(@Nullable Last last, ServiceChange change, boolean isNews) {
        PublishedState state = new PublishedState(last == null ? Map.of() : Map.of(KEY, last));

        assertThat(state.news(List.of(change))).hasSize(isNews ? 1 : 0);
    }

    static Stream<Arguments> shouldTellNewsFromRepeats() {
        return Stream.of(
                arguments(null, new Registered(live(FIRST, 5), AT), true),
                arguments(LIVE_5, new Registered(live(FIRST, 5), AT), false),
                arguments(LIVE_5, new Updated(live(FIRST, 3), live(FIRST, 4), AT), false),
                arguments(LIVE_5, new Updated(live(FIRST, 5), live(FIRST, 6), AT), true),
                arguments(LIVE_5, new Deregistered(deregistered(FIRST, 6), AT), true),
                arguments(GONE_5, new Deregistered(deregistered(FIRST, 5), AT), false),
                arguments(GONE_5, new Registered(live(SECOND, 6), AT), true),
                arguments(null, new Seen(live(FIRST, 5), AT), true),
                arguments(LIVE_5, new Seen(live(FIRST, 5), AT), false),
                arguments(LIVE_5, new Seen(live(FIRST, 6), AT), true),
                arguments(LIVE_5, new Seen(deregistered(SECOND, 4), AT), false),
                arguments(GONE_5, new Purged(deregistered(FIRST, 5), AT), true),
                arguments(new Last(6, SECOND, State.LIVE, Rows.TIME), new Purged(deregistered(FIRST, 5), AT), false),
                arguments(null, new Purged(deregistered(FIRST, 5), AT), false),
                arguments(GONE_5.purged(), new Purged(deregistered(FIRST, 5), AT), false),
                arguments(GONE_5.purged(), new Registered(live(FIRST, 5), AT), false));
    }

    @Test
    void shouldJudgeEachChangeAfterThoseBeforeItInTheBatch() {
        PublishedState state = new PublishedState(Map.of(KEY, GONE_5));
        ServiceChange again = new Registered(live(SECOND, 6), AT);
        ServiceChange purged = new Purged(deregistered(FIRST, 5), AT);

        assertThat(state.news(List.of(again, again, purged))).containsExactly(again);
        assertThat(state.news(List.of(purged, purged, again))).containsExactly(purged, again);
    }

    @Test
    void shouldForgetNothingUntilTheTopicHoldsIt() {
        PublishedState state = new PublishedState(Map.of());
        List<ServiceChange> changes = List.of(new Registered(live(FIRST, 5), AT));

        assertThat(state.news(changes)).isEqualTo(state.news(changes)).hasSize(1);

        state.published(changes);
        assertThat(state.news(changes)).isEmpty();
    }

    @Test
    void shouldKnowTheHighestRevisionAlsoBehindAnOlderOne() {
        Last older = new Last(3, FIRST, State.LIVE, Rows.TIME);

        assertThat(new PublishedState(Map.of(KEY, LIVE_5.followedBy(older))).highestRevision())
                .isEqualTo(5);
    }
}
