package dev.modelsync.sync.position;

import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.registry.RegistryTransactions;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the database stands in the service topic, and when everything has to be read again. */
public final class TopicPositions {
    private static final Duration COMPLETION_HOLDS = Duration.ofHours(1);

    private final RegistryTransactions transactions;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Cursors cursors;
    private final Rebuilds rebuilds;
    private final Duration purgesKept;

    /** @param purgesKept for how long the topic is sure to show a purge; whoever is away longer reads everything again */
    public TopicPositions(AidbDatabase database, String profile, Duration purgesKept) {
        this.transactions = new RegistryTransactions(database);
        this.jdbc = database.jdbc();
        this.clock = database.clock();
        this.cursors = new Cursors(database.jdbc(), profile, database.clock());
        this.rebuilds = new Rebuilds(database.jdbc(), cursors, database.clock());
        this.purgesKept = purgesKept;
    }

    /**
     * Where to read on. Where the position is missing or cannot be trusted, a rebuild begins: everything
     * is read again, and what was applied before changes nothing.
     *
     * @param stood where the database stood before the topic was asked for its range
     */
    public long claim(TopicRange range, long stood) {
        return transactions.run(transaction -> {
            reasonToRebuild(range, stood).ifPresent(reason -> rebuilds.begin(reason, range.topic()));
            long position = cursors.place(range);
            if (rebuilds.isOpen()) {
                cursors.mark(range);
            }
            return position;
        });
    }

    private Optional<RebuildReason> reasonToRebuild(TopicRange range, long stood) {
        Optional<Cursors.Stand> stand = cursors.stand(range.topic().name(), range.partition());
        if (stand.isPresent()) {
            return reasonToRebuild(stand.get(), range, stood);
        }
        // A partition that was added to a topic is read from its beginning; the others are not concerned.
        return cursors.knows(range.topic().name()) ? Optional.empty() : Optional.of(RebuildReason.NO_POSITION);
    }

    private Optional<RebuildReason> reasonToRebuild(Cursors.Stand stand, TopicRange range, long stood) {
        if (!stand.topicId().equals(range.topic().id())) {
            return Optional.of(RebuildReason.TOPIC_CREATED_AGAIN);
        }
        if (!stand.ofThisProfile()) {
            return Optional.of(RebuildReason.PROFILE_CHANGED);
        }
        boolean atBeginning = stand.nextOffset() == 0;
        boolean beyondTheEnd = Math.min(stood, stand.nextOffset()) > range.end();
        if (beyondTheEnd || (stand.nextOffset() < range.beginning() && !atBeginning)) {
            return Optional.of(RebuildReason.POSITION_GONE);
        }
        boolean away = stand.completeAt().plus(purgesKept).isBefore(clock.instant());
        return away ? Optional.of(RebuildReason.AWAY_TOO_LONG) : Optional.empty();
    }

    public Clock clock() {
        return clock;
    }

    /** Where the database stands now, by partition, also for partitions of other workers. */
    public Map<Integer, Long> now(TopicIdentity topic) {
        Map<Integer, Long> positions = new HashMap<>();
        jdbc.sql("select partition, next_offset from modelsync.cursor where topic = :topic and topic_id = :id")
                .params(Map.of("topic", topic.name(), "id", topic.id()))
                .query(row -> {
                    positions.put(row.getInt("partition"), row.getLong("next_offset"));
                });
        return positions;
    }

    /** Whether it is time to look again if everything has been read: every hour is enough to tell days. */
    public boolean isCompletionOld(TopicIdentity topic) {
        return jdbc.sql("select coalesce(min(complete_at) < :before, false) from modelsync.cursor where topic = :topic")
                .params(Map.of(
                        "topic",
                        topic.name(),
                        "before",
                        Timestamp.from(clock.instant().minus(COMPLETION_HOLDS))))
                .query(Boolean.class)
                .single();
    }

    /** Notes, where it is so, that a partition has been read to its end. */
    public void complete(TopicIdentity topic, int partition, long end) {
        cursors.complete(topic, partition, end);
    }
}
