package dev.modelsync.events.seal;

import dev.modelsync.events.seal.plan.RecordKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SealQueueTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final RecordKey A = new RecordKey("edge", "demo", "a");
    private static final RecordKey B = new RecordKey("edge", "demo", "b");

    private long now;
    private final SealQueue queue = new SealQueue(() -> now);

    @Test
    void shouldHaveNothingToDo() {
        assertThat(queue.due()).isEmpty();
        assertThat(queue.patience(LONGEST)).isEqualTo(LONGEST);
        assertThat(queue.obstructed()).isEmpty();
    }

    @Test
    void shouldTakeWhatIsNewAtOnceAndInParts() {
        List<RecordKey> many = IntStream.range(0, 250)
                .mapToObj(n -> new RecordKey("edge", "demo", "s" + n))
                .toList();
        many.forEach(queue::add);

        assertThat(queue.due()).isEqualTo(many.subList(0, 200));
        assertThat(queue.patience(LONGEST)).isZero();
        many.subList(0, 200).forEach(queue::remove);
        assertThat(queue.due()).isEqualTo(many.subList(200, 250));
    }

    @Test
    void shouldTryAgainLaterEachInItsTurn() {
        queue.add(A);
        queue.add(B);
        queue.obstructed(A, Obstacle.STORE_FAILING);
        assertThat(queue.due()).containsExactly(B);
        queue.obstructed(B, Obstacle.STORE_FAILING);
        assertThat(queue.due()).isEmpty();
        assertThat(queue.patience(LONGEST)).isEqualTo(Duration.ofMillis(200));

        pass(Duration.ofMillis(200));
        assertThat(queue.due()).containsExactly(A, B);
        assertThat(queue.patience(LONGEST)).isZero();
        assertThat(queue.isWaiting(A)).isTrue();
        queue.obstructed(A, Obstacle.CREDENTIAL_MISSING);
        queue.tried(false);
        pass(Duration.ofMillis(399));
        assertThat(queue.due()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(queue.due()).containsExactly(B, A);
    }

    @Test
    void shouldTryEverMoreSeldomUntilSomethingSucceeds() {
        queue.obstructed(A, Obstacle.STORE_FAILING);
        for (int i = 0; i < 10; i++) {
            queue.tried(false);
        }
        assertThat(queue.patience(LONGEST)).isEqualTo(Duration.ofSeconds(10));
        queue.tried(true);
        assertThat(queue.patience(LONGEST)).isEqualTo(Duration.ofMillis(200));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void shouldTellOnlyOfWhatFailedTwice() {
        queue.obstructed(A, Obstacle.STORE_FAILING);
        queue.obstructed(B, Obstacle.STORE_FAILING);
        queue.obstructed(B, Obstacle.CREDENTIAL_MISSING);

        assertThat(queue.obstructed()).isEqualTo(Map.of(Obstacle.CREDENTIAL_MISSING, 1L));
        queue.remove(B);
        assertThat(queue.obstructed()).isEmpty();
    }
}
