package dev.modelsync.events.capture;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Which failures pass by themselves; that a topic lost what was to be read passes with the next reading. */
final class Failures {
    private static final String CONNECTION_CLASS = "08";
    /** The server ends or starts, the session was ended, the slot is still held, or there are too many connections. */
    private static final Set<String> PASSING = Set.of("57P01", "57P02", "57P03", "57P05", "55006", "53300", "25P03");

    private Failures() {}

    /** Told by the SQLState or the type of any cause, never by a message. */
    static boolean passes(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException
                    || cause instanceof InvalidOffsetException
                    || cause instanceof SQLTransientException
                    || cause instanceof SQLException sql && passes(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith(CONNECTION_CLASS) || PASSING.contains(state));
    }
}
