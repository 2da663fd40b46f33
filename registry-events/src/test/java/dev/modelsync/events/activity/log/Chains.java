package dev.modelsync.events.activity.log;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.Hm;
import dev.modelsync.proof.Chain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

import static org.awaitility.Awaitility.await;

/** The chains of the log as the database holds them, which somebody with its password may write. */
final class Chains {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Hm hm;

    Chains(Hm hm) {
        this.hm = hm;
    }

    String text() {
        return hm
                .jdbc()
                .sql(
                        "SELECT stream || ' ' || number || ' ' || kind || ' ' || fact_id || ' ' || hash FROM hm.activity_link ORDER BY stream, number")
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.joining("\n"));
    }

    /** Until a checkpoint covers all, and all checkpoints are on their topic. */
    void awaitSigned() {
        await().atMost(PATIENCE)
                .until(() -> hm.jdbc().sql("""
                        SELECT NOT EXISTS (SELECT FROM hm.activity_checkpoint WHERE NOT published)
                            AND (SELECT coalesce(bool_and(c.statement LIKE '%' || l.hash || '%'), false)
                                FROM (SELECT DISTINCT ON (stream) hash FROM hm.activity_link ORDER BY stream, number DESC) l,
                                    (SELECT statement FROM hm.activity_checkpoint ORDER BY number DESC LIMIT 1) c)
                        """).query(Boolean.class).single());
    }

    /** The hashes of every chain, by the digests of its links. */
    void linkAnew() {
        List<Map<String, Object>> links = hm.jdbc()
                .sql("SELECT * FROM hm.activity_link ORDER BY stream, number")
                .query()
                .listOfRows();
        String hash = "";
        for (Map<String, Object> link : links) {
            String stream = (String) link.get("stream");
            long number = (Long) link.get("number");
            String cluster = (String) link.get("cluster_id");
            String name = (cluster.isEmpty() ? "" : cluster + '/') + link.get("fact_id");
            hash = Chain.next(number == 1 ? Chain.root(stream) : hash, number, (String) link.get("kind"), name, (String)
                    link.get("content"));
            hm.jdbc()
                    .sql("UPDATE hm.activity_link SET hash = :hash WHERE stream = :stream AND number = :number")
                    .params(Map.of("hash", hash, "stream", stream, "number", number))
                    .update();
        }
    }

    /** As in a database that was restored from the time of that one; how many are gone. */
    int restoreCheckpoints(long number) {
        return hm.jdbc()
                .sql("DELETE FROM hm.activity_checkpoint WHERE number > :number")
                .param("number", number)
                .update();
    }

    /** As if nothing had been signed yet. */
    void forgetCheckpoints() throws Exception {
        String topic = Topic.ACTIVITY_CHECKPOINTS.topicName();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", hm.kafka().bootstrapServers()))) {
            Map<TopicPartition, RecordsToDelete> all =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                            .collect(Collectors.toMap(
                                    info -> new TopicPartition(topic, info.partition()),
                                    info -> RecordsToDelete.beforeOffset(-1)));
            admin.deleteRecords(all).all().get();
        }
        restoreCheckpoints(0);
    }

    void tamper(String sql) {
        hm.jdbc().sql(sql).update();
    }
}
