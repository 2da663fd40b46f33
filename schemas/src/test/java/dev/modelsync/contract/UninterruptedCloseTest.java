package dev.modelsync.contract;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UninterruptedCloseTest {
    private final List<String> closed = new ArrayList<>();

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    private void close(String what) {
        closed.add(what + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
    }

    @Test
    void shouldPutOffTheInterruptUntilAllAreClosed() {
        Thread.currentThread().interrupt();

        UninterruptedClose.of(() -> close("one"), () -> close("two"));

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(closed).containsExactly("one", "two");
    }

    @Test
    void shouldNotInterruptWhoWasNot() {
        UninterruptedClose.of(() -> close("one"));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(closed).containsExactly("one");
    }

    @Test
    void shouldCloseTheOthersWhereOneFails() {
        Thread.currentThread().interrupt();
        IllegalStateException first = new IllegalStateException("one");
        IllegalStateException second = new IllegalStateException("two");

        assertThatThrownBy(() -> UninterruptedClose.of(
                        () -> {
                            throw first;
                        },
                        () -> {
                            throw second;
                        },
                        () -> close("three")))
                .isSameAs(first)
                .hasSuppressedException(second);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(closed).containsExactly("three");
    }
}
