package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.Reason;
import java.sql.SQLException;
import java.util.Set;

/**
 * A failure of the database, told by its SQLState alone. The server's message may quote the
 * statement and so the access token: it goes no further than this class.
 *
 * @param reason what to park a service with that keeps failing like this
 */
public record SqlFailure(String sqlState, Kind kind, Reason reason) {

    /** What a failure says about trying again. */
    public enum Kind {
        /** The same batch will succeed when the disturbance is over. */
        TRANSIENT,
        /** Internal error: concurrent catalog changes look like this, and so do defects of an extension. */
        DOUBTFUL,
        /** The same statement will fail again. */
        LASTING
    }

    private static final String NO_STATE = "none";
    private static final String INTERNAL_ERROR = "XX000";

    /** Connection, insufficient resources, operator intervention, system error, transaction rollback. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "58");

    private static final Set<String> TRANSIENT_STATES = Set.of(
            NO_STATE, // the driver or the pool gave up before the server answered
            "25006", // read-only: a standby, until the failover is over
            "25P03", // idle in transaction too long
            "25P04", // transaction timeout
            "55006", // object in use
            "55P03" // lock not available
            );

    public static SqlFailure of(Throwable failure) {
        String state = sqlStateOf(failure);
        if (state.equals(INTERNAL_ERROR)) {
            return new SqlFailure(state, Kind.DOUBTFUL, Reason.REGISTRY_ERROR);
        }
        if (state.startsWith("57P0")
                || TRANSIENT_STATES.contains(state)
                || TRANSIENT_CLASSES.contains(state.substring(0, 2))) {
            return new SqlFailure(state, Kind.TRANSIENT, Reason.REGISTRY_ERROR);
        }
        return new SqlFailure(state, Kind.LASTING, reasonOf(state));
    }

    /** For a person: what happened, without a word of the server's. */
    public String detail() {
        return reason.explanation() + " (SQLState " + sqlState + ")";
    }

    /** For a log line. */
    public String inShort() {
        return sqlState.equals(NO_STATE) ? "no answer from the database" : "SQLState " + sqlState;
    }

    private static Reason reasonOf(String state) {
        return switch (state) {
            case "42501" -> Reason.PERMISSION_DENIED;
            case "3F000", "42883", "42P01", "42703" -> Reason.AIDB_MISSING;
            case "23505", "42710", "42P07" -> Reason.ALREADY_EXISTS;
            case "23502", "23514", "42602", "42622" -> Reason.REFUSED_VALUE;
            case "57014" -> Reason.TIMED_OUT;
            default -> state.startsWith("22") ? Reason.REFUSED_VALUE : Reason.REGISTRY_ERROR;
        };
    }

    private static String sqlStateOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().length() == INTERNAL_ERROR.length()) {
                return sql.getSQLState();
            }
        }
        return NO_STATE;
    }
}
