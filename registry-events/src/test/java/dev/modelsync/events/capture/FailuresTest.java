package dev.modelsync.events.capture;

import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FailuresTest {
    @ParameterizedTest
    @MethodSource
    void shouldTellWhatPasses(Throwable failure, boolean passes) {
        assertThat(Failures.passes(new IllegalStateException("wrapped", failure)))
                .isEqualTo(passes);
    }

    static Stream<Arguments> shouldTellWhatPasses() {
        return Stream.of(
                arguments(new SQLException("connection cut", "08006"), true),
                arguments(new SQLException("shutting down", "57P01"), true),
                arguments(new SQLException("starting up", "57P03"), true),
                arguments(new SQLException("slot in use", "55006"), true),
                arguments(new TimeoutException("no broker"), true),
                arguments(new OffsetOutOfRangeException(Map.of(new TopicPartition("made anew", 0), 7L)), true),
                arguments(new SQLException("wrong password", "28P01"), false),
                arguments(new SQLException("no such table", "42P01"), false),
                arguments(new SQLException("no state"), false),
                arguments(new AuthorizationException("not yours"), false),
                arguments(new UnreadableRowException("t", "k", "p", "unreadable"), false));
    }
}
