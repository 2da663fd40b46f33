package dev.modelsync.events.web.live;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SeenTest {
    @Test
    void shouldSendOnlyWhatThePageDoesNotShow() {
        Seen seen = Seen.parse(Seen.text(Map.of("a", "<p>1</p>", "b", "<p>2</p>")));

        assertThat(seen.isNews("a", "<p>1</p>")).isFalse();
        assertThat(seen.isNews("b", "<p>3</p>")).isTrue();
        assertThat(seen.isNews("b", "<p>3</p>")).isFalse();
        assertThat(seen.isNews("b", "<p>2</p>")).isTrue();
        assertThat(seen.isNews("c", "")).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ",", ":", "a", "a:,:b", "a:zzz"})
    void shouldSendEverythingWhereItCannotTell(String text) {
        assertThat(Seen.parse(text).isNews("a", "<p>1</p>")).isTrue();
    }
}
