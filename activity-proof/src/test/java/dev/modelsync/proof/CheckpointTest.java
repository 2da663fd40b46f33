package dev.modelsync.proof;

import dev.modelsync.proof.Checkpoint.Tip;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CheckpointTest {
    private static final Instant AT = Instant.parse("2026-11-24T20:15:00Z");

    private final Checkpoint first = Checkpoint.after(null, AT, Map.of());
    private final Checkpoint second = Checkpoint.after(first, AT, Map.of());
    private final Checkpoint other = Checkpoint.after(null, AT, Map.of("s", new Tip(1, "hash")));

    @Test
    void shouldFollowTheOneThatItNames() {
        assertThat(second.isNextAfter(first)).isTrue();
        assertThat(second.isNextAfter(other)).as("another one of that number").isFalse();
        assertThat(second.isNextAfter(second)).isFalse();
        assertThat(first.isNextAfter(second)).isFalse();
    }

    @Test
    void shouldBeginWhereNoneIsKnown() {
        assertThat(first.isNextAfter(null)).isTrue();
        assertThat(second.isNextAfter(null)).as("the first may be kept no more").isTrue();
    }
}
