package dev.modelsync.sync.command;

import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.registry.RegistryTransactions;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides commands: what each changes, its answer, and that it was decided, in one transaction. So a
 * command that is delivered again changes nothing, also after a crash.
 */
public final class Commands {
    private static final Duration ANSWERED_WITHIN = Duration.ofDays(1);

    private final AidbDatabase database;
    private final JdbcClient jdbc;
    private final RegistryTransactions transactions;
    private final CommandActions actions;
    private final CommandOutbox answers;
    private final String clusterId;

    public Commands(AidbDatabase database, String clusterId, CommandActions actions, CommandOutbox answers) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.transactions = new RegistryTransactions(database);
        this.clusterId = clusterId;
        this.actions = actions;
        this.answers = answers;
    }

    /**
     * Empty when the command was decided before; and when it expired so long ago that its giver no longer
     * waits, as those do that a new cluster finds on the topic.
     *
     * @throws org.springframework.dao.DataAccessException when the database fails; then nothing was decided
     */
    public Optional<CommandAnswer> decide(CommandOrder order) {
        return transactions.run(transaction -> {
            if (isForgotten(order) || isDecided(order)) {
                return Optional.empty();
            }
            CommandAnswer answer = carryOut(order);
            remember(answer);
            answers.add(answer);
            return Optional.of(answer);
        });
    }

    private boolean isForgotten(CommandOrder order) {
        return order.expiresAt().plus(ANSWERED_WITHIN).isBefore(database.clock().instant());
    }

    private boolean isDecided(CommandOrder order) {
        return jdbc.sql("select exists (select from modelsync.command where command_id = :id)")
                .param("id", order.commandId())
                .query(Boolean.class)
                .single();
    }

    private CommandAnswer carryOut(CommandOrder order) {
        if (!order.clusterId().equals(clusterId)) {
            return refused(order, Refusal.OTHER_CLUSTER);
        }
        if (!database.clock().instant().isBefore(order.expiresAt())) {
            return refused(order, Refusal.EXPIRED);
        }
        CommandActions.Result result = actions.follow(order);
        return result.refusal() == null
                ? new CommandAnswer(
                        order, null, result.detail(), database.clock().instant())
                : refused(order, result.refusal());
    }

    private CommandAnswer refused(CommandOrder order, Refusal refusal) {
        return new CommandAnswer(
                order, refusal, refusal.explanation(), database.clock().instant());
    }

    private void remember(CommandAnswer answer) {
        CommandOrder order = answer.order();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", order.commandId());
        row.put("type", order.type());
        row.put("actor", order.actor());
        row.put("reason", order.reason());
        row.put("result", answer.isDone() ? "DONE" : "REFUSED");
        row.put("refusal", answer.refusal() == null ? null : answer.refusal().name());
        row.put("detail", answer.detail());
        row.put("issued_at", Timestamp.from(order.issuedAt()));
        row.put("now", Timestamp.from(answer.decidedAt()));
        jdbc.sql("""
                insert into modelsync.command
                    (command_id, type, actor, reason, result, refusal, detail, issued_at, decided_at)
                values (:id, :type, :actor, :reason, :result, :refusal, :detail, :issued_at, :now)
                """).params(row).update();
    }
}
