package dev.modelsync.events.probe;

import dev.modelsync.events.registration.view.EndpointState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Table {@code hm.endpoint_status}. Its rows come and go by trigger with the live services. A probe is
 * claimed first, which gives it a ticket; what it finds counts only while nobody has taken another one,
 * as every edit of what is probed does. Times are the database's own.
 */
final class StatusTable {
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final double MILLIS = 1000.0;
    private static final String KEEP = """
            UPDATE hm.endpoint_status
            SET state = :state, cause = :cause, seen = :seen, unlisted = :unlisted::jsonb, failures = :failures,
                since = CASE WHEN (state, cause) IS DISTINCT FROM (:state, :cause) THEN statement_timestamp() ELSE since END,
                checked_at = statement_timestamp(), next_due = clock_timestamp() + make_interval(secs => :next)
            WHERE service_uid = :service AND
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    StatusTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The right to say what a probe has found. */
    record Ticket(UUID service, long number) {}

    /**
     * What is held of an endpoint.
     *
     * @param seen in our own words
     */
    record Row(
            UUID service,
            EndpointState state,
            @Nullable String cause,
            @Nullable String seen,
            @Nullable List<String> unlisted,
            @Nullable Instant checkedAt,
            Instant since) {}

    List<Row> of(Collection<UUID> services) {
        return jdbc.sql("""
                        SELECT service_uid, state, cause, seen, unlisted, checked_at, since
                        FROM hm.endpoint_status WHERE service_uid = ANY (:services)
                        """)
                .param("services", services.toArray(UUID[]::new))
                .query((row, number) -> row(row))
                .list();
    }

    /** Tickets for those that are due longest; no other instance gets them for the time of the lease. */
    List<Ticket> claimDue(int most, Duration lease) {
        return jdbc.sql("""
                        WITH due AS MATERIALIZED (
                            SELECT service_uid FROM hm.endpoint_status
                            WHERE next_due <= clock_timestamp()
                            ORDER BY next_due LIMIT :most FOR UPDATE SKIP LOCKED)
                        UPDATE hm.endpoint_status AS status
                        SET ticket = ticket + 1, next_due = clock_timestamp() + make_interval(secs => :lease)
                        FROM due WHERE due.service_uid = status.service_uid
                        RETURNING status.service_uid, status.ticket
                        """)
                .param("most", most)
                .param("lease", seconds(lease))
                .query((row, number) -> ticket(row))
                .list();
    }

    /** A ticket, due or not, also while someone else is probing; empty when the service is not live. */
    Optional<Ticket> claim(UUID service, Duration lease) {
        return jdbc.sql("""
                        UPDATE hm.endpoint_status
                        SET ticket = ticket + 1, next_due = clock_timestamp() + make_interval(secs => :lease)
                        WHERE service_uid = :service
                        RETURNING service_uid, ticket
                        """)
                .param("service", service)
                .param("lease", seconds(lease))
                .query((row, number) -> ticket(row))
                .optional();
    }

    /**
     * What the ticket is for. A statement of its own after the claim: the row of the service is then not
     * older than the ticket, and with a newer one the ticket would not be found.
     */
    Optional<Assignment> assignment(Ticket ticket) {
        return jdbc.sql("""
                        SELECT status.state AS held_state, status.cause AS held_cause, status.failures, service.*
                        FROM hm.endpoint_status AS status
                        JOIN hm.inference_service AS service ON service.uid = status.service_uid
                        WHERE status.service_uid = :service AND status.ticket = :ticket AND service.state = 'REGISTERED'
                        """)
                .param("service", ticket.service())
                .param("ticket", ticket.number())
                .query((row, number) -> Assignment.read(row, ticket))
                .optional();
    }

    /**
     * Keeps what a probe has found.
     *
     * @param next until the next one is due
     * @return false when it comes too late
     */
    boolean keep(Assignment assignment, Verdict verdict, Finding finding, Duration next) {
        Ticket ticket = assignment.ticket();
        StatementSpec statement = verdict.confirmed()
                ? found(
                        jdbc.sql(KEEP + "ticket = :ticket"),
                        verdict,
                        finding.seen(),
                        finding.unlisted(StatusView.upstreamModels(assignment.settings())))
                : jdbc.sql("""
                        UPDATE hm.endpoint_status
                        SET next_due = clock_timestamp() + make_interval(secs => :next), failures = :failures
                        WHERE service_uid = :service AND ticket = :ticket
                        """).param("failures", verdict.failures());
        return statement
                        .param("ticket", ticket.number())
                        .param("service", ticket.service())
                        .param("next", seconds(next))
                        .update()
                == 1;
    }

    /** Keeps that the endpoint is ready, provided that it is still what this revision brought. */
    void keepReady(UUID service, long revision, @Nullable List<String> unlisted, Duration next) {
        found(jdbc.sql(KEEP + "revision = :revision"), Verdict.READY, null, unlisted)
                .param("revision", revision)
                .param("service", service)
                .param("next", seconds(next))
                .update();
    }

    private StatementSpec found(
            StatementSpec statement, Verdict verdict, @Nullable String seen, @Nullable List<String> unlisted) {
        ProbeCause cause = verdict.cause();
        return statement
                .param("state", verdict.state().name())
                .param("cause", cause == null ? null : cause.name())
                .param("seen", seen)
                .param("unlisted", unlisted == null ? null : json.writeValueAsString(unlisted))
                .param("failures", verdict.failures());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(row.getObject("service_uid", UUID.class), row.getLong("ticket"));
    }

    private Row row(ResultSet row) throws SQLException {
        String unlisted = row.getString("unlisted");
        OffsetDateTime checkedAt = row.getObject("checked_at", OffsetDateTime.class);
        return new Row(
                row.getObject("service_uid", UUID.class),
                EndpointState.valueOf(row.getString("state")),
                row.getString("cause"),
                row.getString("seen"),
                unlisted == null ? null : json.readValue(unlisted, NAMES),
                checkedAt == null ? null : checkedAt.toInstant(),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }
}
