package dev.modelsync.sync.apply;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the database stands in the service topic, and when everything has to be read again. */
public final class TopicPositions {
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
     */
    public long claim(TopicRange range) {
        return transactions.run(transaction -> {
            reasonToRebuild(range).ifPresent(reason -> rebuilds.begin(reason, range.topic()));
            long position = cursors.place(range);
            if (rebuilds.isOpen()) {
                cursors.mark(range);
            }
            return position;
        });
    }

    private Optional<RebuildReason> reasonToRebuild(TopicRange range) {
        Optional<Cursors.Stand> stand = cursors.stand(range.topic().name(), range.partition());
        if (stand.isPresent()) {
            return reasonToRebuild(stand.get(), range);
        }
        // A partition that was added to a topic is read from its beginning; the others are not concerned.
        return cursors.knows(range.topic().name()) ? Optional.empty() : Optional.of(RebuildReason.NO_POSITION);
    }

    private Optional<RebuildReason> reasonToRebuild(Cursors.Stand stand, TopicRange range) {
        if (!stand.topicId().equals(range.topic().id())) {
            return Optional.of(RebuildReason.TOPIC_CREATED_AGAIN);
        }
        if (!stand.ofThisProfile()) {
            return Optional.of(RebuildReason.PROFILE_CHANGED);
        }
        boolean atBeginning = stand.nextOffset() == 0;
        if (stand.nextOffset() > range.end() || (stand.nextOffset() < range.beginning() && !atBeginning)) {
            return Optional.of(RebuildReason.POSITION_GONE);
        }
        boolean away = stand.completeAt().plus(purgesKept).isBefore(clock.instant());
        return away ? Optional.of(RebuildReason.AWAY_TOO_LONG) : Optional.empty();
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

    /** Notes, where it is so, that a partition has been read to its end. */
    public void complete(TopicIdentity topic, int partition, long end) {
        cursors.complete(topic, partition, end);
    }
}
