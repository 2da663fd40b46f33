package dev.modelsync.events.activity.proof;

import dev.modelsync.proof.ProofLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole log with its proofs, as lines of JSON: checkpoints, then each stream link by link with what it stands for, then what no
 * link stands for. One moment of the database, page by page.
 */
final class ProofExport {
    private static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final FactRows facts;
    private final CheckpointTable checkpoints;
    private final TransactionTemplate snapshot;

    ProofExport(JdbcClient jdbc, FactRows facts, CheckpointTable checkpoints, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.checkpoints = checkpoints;
        snapshot = new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    void write(Writer out) throws IOException {
        try {
            snapshot.executeWithoutResult(status -> writeAll(out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeAll(Writer out) {
        checkpoints.all().forEach(checkpoint -> line(out, checkpoint.json()));
        ProofLine.@Nullable Linked last = null;
        List<ProofLine.Linked> page;
        do {
            page = page(last);
            page.forEach(link -> line(out, link.json()));
            last = page.isEmpty() ? null : page.get(page.size() - 1);
        } while (page.size() == PAGE);
        facts.unlinked("hm.activity_link").forEach(fact -> line(out, fact.json()));
    }

    private List<ProofLine.Linked> page(ProofLine.@Nullable Linked after) {
        return jdbc.sql("""
                        SELECT l.stream, l.number, l.kind, l.cluster_id AS of_cluster, l.fact_id, l.content, l.hash,
                            a.event_id IS NOT NULL AS is_entry, a.event_id, a.origin, a.at, a.type, a.actor, a.project,
                            a.service_name, a.service_uid, a.revision, a.before, a.after,
                            o.outcome_id, o.result, o.detail, o.models, o.changed_at, o.applied_at, o.replay_id,
                            coalesce(a.cluster_id, o.cluster_id) AS cluster_id, coalesce(a.reason, o.reason) AS reason,
                            o.event_id AS answered
                        FROM hm.activity_link l
                        LEFT JOIN hm.activity a ON l.kind <> 'OUTCOME' AND a.event_id = l.fact_id AND a.origin = l.kind
                        LEFT JOIN hm.activity_outcome o
                            ON l.kind = 'OUTCOME' AND o.cluster_id = l.cluster_id AND o.outcome_id = l.fact_id
                        WHERE (l.stream, l.number) > (:stream, :number)
                        ORDER BY l.stream, l.number LIMIT :limit
                        """)
                .param("stream", after == null ? "" : after.stream())
                .param("number", after == null ? 0L : after.number())
                .param("limit", PAGE)
                .query((row, number) -> link(row))
                .list();
    }

    private ProofLine.Linked link(ResultSet row) throws SQLException {
        String content = row.getString("content");
        return new ProofLine.Linked(
                row.getString("stream"),
                row.getLong("number"),
                row.getString("kind"),
                FactText.name(row.getString("of_cluster"), row.getString("fact_id")),
                content,
                row.getString("hash"),
                fact(row).map(text -> text.formOf(content)).orElse(null));
    }

    private Optional<FactText> fact(ResultSet row) throws SQLException {
        if (row.getBoolean("is_entry")) {
            return Optional.of(FactText.of(facts.entry(row)));
        }
        return row.getString("outcome_id") == null
                ? Optional.empty()
                : Optional.of(FactText.of(facts.outcome(row, row.getString("answered"))));
    }

    private static void line(Writer out, String text) {
        try {
            out.write(text);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
