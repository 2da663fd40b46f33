package dev.modelsync.sync.registry;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has AIDB try our models after they were committed, where the build can. The answer is a condition
 * that people see, and undoes nothing. One model at a time and each with a limit of its own, so that a
 * model that does not answer holds the connection for that long at most.
 */
public final class ModelConditions {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final int AT_ONCE = 50;
    private static final String TIMED_OUT = "57014";
    private static final String DENIED = "42501";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final boolean possible;
    private final Duration retryInterval;
    private final Clock clock;

    /** A model as it was made at that time; made anew, it is another. */
    private record Made(String name, Timestamp at) {}

    private enum Condition {
        VALID,
        INVALID,
        UNKNOWN
    }

    private record Answer(Condition condition, @Nullable String reason) {}

    /** @param retryInterval after which a model is tried again that did not prove to be valid */
    public ModelConditions(AidbDatabase database, Duration retryInterval) {
        this.jdbc = database.jdbc();
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        this.possible = database.capabilities().validatesAfterwards();
        this.retryInterval = retryInterval;
        this.clock = database.clock();
    }

    /** Tries some of those that were not tried yet or have to be tried again; ends early when interrupted. */
    public void check() {
        if (!possible) {
            return;
        }
        Instant end = clock.instant().plus(TURN);
        for (Made model : due()) {
            if (Thread.currentThread().isInterrupted() || clock.instant().isAfter(end)) {
                return;
            }
            note(model, tried(model.name()));
        }
    }

    private List<Made> due() {
        return jdbc.sql("""
                        select m.registry_name, m.created_at
                        from modelsync.model m
                        left join modelsync.model_check c
                            on c.registry_name = m.registry_name and c.made_at = m.created_at
                        where c.registry_name is null or c.condition <> 'VALID' and c.checked_at < :before
                        order by c.checked_at nulls first, m.created_at
                        limit :limit
                        """)
                .param("before", Timestamp.from(clock.instant().minus(retryInterval)))
                .param("limit", AT_ONCE)
                .query((row, number) -> new Made(row.getString("registry_name"), row.getTimestamp("created_at")))
                .list();
    }

    private Answer tried(String model) {
        return Objects.requireNonNull(transactions.execute(transaction -> tried(model, transaction)));
    }

    private Answer tried(String model, TransactionStatus transaction) {
        try {
            jdbc.sql("select set_config('statement_timeout', :limit, true)")
                    .param("limit", String.valueOf(ANSWER_WITHIN.toMillis()))
                    .query(row -> {});
            jdbc.sql("select aidb.validate_model(:name)").param("name", model).query(row -> {});
            return new Answer(Condition.VALID, null);
        } catch (DataAccessException e) {
            transaction.setRollbackOnly();
            return answerFor(SqlFailure.of(e), e);
        }
    }

    /** The server's own words may quote addresses and secrets, so the state has to do. */
    private static Answer answerFor(SqlFailure failure, DataAccessException cause) {
        if (failure.kind() == SqlFailure.Kind.TRANSIENT) {
            throw cause;
        }
        return switch (failure.sqlState()) {
            case TIMED_OUT ->
                new Answer(Condition.UNKNOWN, "The model did not answer within " + ANSWER_WITHIN.toSeconds() + " s");
            case DENIED -> new Answer(Condition.UNKNOWN, "The worker's role may not check models");
            default ->
                new Answer(
                        Condition.INVALID,
                        "AIDB's check of the model failed (SQLState " + failure.sqlState()
                                + "); select aidb.validate_model('...') tells more");
        };
    }

    /** Nothing is noted of a model that is gone or was made anew in the meantime; its row stays until this is noted. */
    private void note(Made model, Answer answer) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("name", model.name());
        columns.put("made_at", model.at());
        columns.put("condition", answer.condition().name());
        columns.put("reason", answer.reason());
        columns.put("now", Timestamp.from(clock.instant()));
        jdbc.sql("""
                insert into modelsync.model_check (registry_name, made_at, condition, reason, checked_at)
                select m.registry_name, m.created_at, :condition, :reason, :now
                from modelsync.model m
                where m.registry_name = :name and m.created_at = :made_at
                for key share of m
                on conflict (registry_name) do update
                set made_at = excluded.made_at, condition = excluded.condition, reason = excluded.reason,
                    checked_at = excluded.checked_at
                """).params(columns).update();
    }
}
