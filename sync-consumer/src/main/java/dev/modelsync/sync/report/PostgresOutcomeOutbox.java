package dev.modelsync.sync.report;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.sync.command.CommandAnswer;
import dev.modelsync.sync.command.CommandOutbox;
import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.journal.OutcomeOutbox;
import dev.modelsync.sync.replay.Replay;
import dev.modelsync.sync.replay.ReplayOutbox;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Outcomes as rows of the cluster's database. They are kept in our own framing; how they travel is
 * decided when they are sent.
 */
public final class PostgresOutcomeOutbox implements OutcomeOutbox, CommandOutbox, ReplayOutbox {
    private final JdbcTemplate jdbc;
    private final OutcomeWriter writer;
    private final ReplayWriter replays;
    private final Clock clock;
    private final SingleObjectSerializer serializer = new SingleObjectSerializer();

    public PostgresOutcomeOutbox(DataSource database, String clusterId, Clock clock) {
        this.jdbc = new JdbcTemplate(database);
        this.writer = new OutcomeWriter(clusterId, clock);
        this.replays = new ReplayWriter(clusterId);
        this.clock = clock;
    }

    @Override
    public void add(List<ApplyResult> results, @Nullable String replayId) {
        if (!results.isEmpty()) {
            put(results.stream().map(result -> writer.write(result, replayId)).toList());
        }
    }

    @Override
    public void report(Replay replay, Replay.Progress progress, Instant at) {
        put(List.of(replays.write(replay, progress, at)));
    }

    @Override
    public void plan(String replayId, int part, List<ToldService> services, Instant at) {
        put(List.of(replays.write(replayId, part, services, at)));
    }

    @Override
    public void add(CommandAnswer answer) {
        put(List.of(writer.write(answer)));
    }

    private void put(List<? extends SpecificRecord> outcomes) {
        Timestamp now = Timestamp.from(clock.instant());
        List<Object[]> rows = outcomes.stream()
                .map(outcome -> new Object[] {serializer.serialize(Topic.SYNC_OUTCOMES.topicName(), outcome), now})
                .toList();
        jdbc.batchUpdate("insert into modelsync.outbox (payload, created_at) values (?, ?)", rows);
    }
}
