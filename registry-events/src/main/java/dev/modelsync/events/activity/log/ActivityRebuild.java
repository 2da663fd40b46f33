package dev.modelsync.events.activity.log;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.activity.proof.Relinking;
import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.events.kafka.SkippedRecords;
import dev.modelsync.events.kafka.TopicPass;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Derives the log anew from the beginnings of the topics, in one transaction: until it commits, readers see
 * the log as it was, and what arrives meanwhile waits. Over a healthy log it changes nothing.
 *
 * <p>What the topics no longer hold and is older than their history ({@link Topic#HISTORY}) is kept, since
 * compaction has taken it from the topics; anything younger that they do not hold is removed.
 */
public final class ActivityRebuild {
    /** All columns but the sequence. */
    private static final String ENTRY =
            "event_id, origin, at, type, actor, reason, project, service_name, service_uid, revision, cluster_id, before, after";

    private static final String OUTCOME =
            "cluster_id, outcome_id, event_id, result, reason, detail, models, changed_at, applied_at, replay_id";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Derivation from;
    private final Clock clock;

    ActivityRebuild(JdbcClient jdbc, TransactionTemplate transactions, JsonMapper json, Derivation from, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.from = from;
        this.clock = clock;
    }

    /** What it is derived from, and the chains that follow from the same. */
    record Derivation(TopicPass stream, Relinking chains) {}

    /**
     * What a rebuild has done; the numbers are of entries and outcomes together.
     *
     * @param relinked links of the chains that are others than before
     * @param skipped records that are no part of the log, by cause
     */
    public record Result(
            ActivityDigest before,
            ActivityDigest after,
            int added,
            int changed,
            int removed,
            int relinked,
            Map<String, Long> skipped) {}

    /** A log from before there were chains gets them by being derived anew; where another instance was faster, nothing is done. */
    void upgrade() {
        if (from.chains().isNeeded()) {
            transactions.executeWithoutResult(status -> {
                new Positions(jdbc).lock();
                if (from.chains().isNeeded()) {
                    rebuild();
                }
            });
        }
    }

    /**
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer; nothing was changed
     * @throws org.springframework.dao.DataAccessException when the database does not; the same
     */
    public Result run() {
        return Objects.requireNonNull(transactions.execute(status -> rebuild()));
    }

    private Result rebuild() {
        Positions positions = new Positions(jdbc);
        positions.lock();
        ActivityDigest before = ActivityDigest.of(jdbc);
        SkippedRecords skipped = new SkippedRecords("Activity");
        positions.store(readAnew(skipped));
        int removed = removed();
        int changed = changed();
        int added = added();
        int relinked = from.chains().end(clock.instant().minus(Topic.HISTORY));
        return new Result(before, ActivityDigest.of(jdbc), added, changed, removed, relinked, skipped.counts());
    }

    private Map<TopicPartition, Long> readAnew(SkippedRecords skipped) {
        jdbc.sql("CREATE TEMPORARY TABLE new_activity (LIKE hm.activity INCLUDING ALL) ON COMMIT DROP")
                .update();
        jdbc.sql("CREATE TEMPORARY TABLE new_outcome (LIKE hm.activity_outcome INCLUDING ALL) ON COMMIT DROP")
                .update();
        ActivityTables tables = new ActivityTables(jdbc, json, "pg_temp.new_activity", "pg_temp.new_outcome");
        RecordFold fold =
                new RecordFold(new Facts(transactions, tables, from.chains().begin()), skipped);
        return from.stream().read(fold::fold);
    }

    private int removed() {
        OffsetDateTime kept = clock.instant().minus(Topic.HISTORY).atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                                DELETE FROM hm.activity known WHERE at >= :kept
                                AND NOT EXISTS (SELECT FROM new_activity n WHERE n.event_id = known.event_id)
                                """).param("kept", kept).update()
                + jdbc.sql("""
                                DELETE FROM hm.activity_outcome known WHERE applied_at >= :kept
                                AND NOT EXISTS (SELECT FROM new_outcome n
                                    WHERE (n.cluster_id, n.outcome_id) = (known.cluster_id, known.outcome_id))
                                """).param("kept", kept).update();
    }

    private int changed() {
        return jdbc.sql("""
                                UPDATE hm.activity known
                                SET (%1$s) = (SELECT %1$s FROM new_activity WHERE event_id = known.event_id)
                                FROM new_activity n
                                WHERE n.event_id = known.event_id
                                  AND to_jsonb(known) - 'seq' <> to_jsonb(n) - 'seq'
                                """.formatted(ENTRY)).update()
                + jdbc.sql("""
                                UPDATE hm.activity_outcome known
                                SET (%1$s) = (SELECT %1$s FROM new_outcome
                                    WHERE (cluster_id, outcome_id) = (known.cluster_id, known.outcome_id))
                                FROM new_outcome n
                                WHERE (n.cluster_id, n.outcome_id) = (known.cluster_id, known.outcome_id)
                                  AND to_jsonb(known) - 'seq' <> to_jsonb(n) - 'seq'
                                """.formatted(OUTCOME)).update();
    }

    private int added() {
        return jdbc.sql("""
                                INSERT INTO hm.activity (%1$s) SELECT %1$s FROM new_activity ORDER BY seq
                                ON CONFLICT (event_id) DO NOTHING
                                """.formatted(ENTRY)).update()
                + jdbc.sql("""
                                INSERT INTO hm.activity_outcome (%1$s) SELECT %1$s FROM new_outcome ORDER BY seq
                                ON CONFLICT (cluster_id, outcome_id) DO NOTHING
                                """.formatted(OUTCOME)).update();
    }
}
