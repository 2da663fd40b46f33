package dev.modelsync.sync;

import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.modelsync.contract.Topic.INFERENCE_SERVICES;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Everything is read again where a position cannot be trusted; what the topic no longer names goes. */
class RebuildIT {
    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private TestCluster cluster;
    private TestService kept;
    private TestService gone;

    @BeforeEach
    void startBroker() throws ExecutionException, InterruptedException {
        kafka = EmbeddedKafka.start(folder, 0);
        TestServers.createTopics(kafka);
        cluster = new TestCluster(kafka).set("check-interval", "100ms").set("rebuild-quiet-time", "2s");
        kept = cluster.service("kept");
        gone = cluster.service("gone");
    }

    @AfterEach
    void stop() {
        cluster.close();
        kafka.close();
    }

    @Test
    void shouldFollowATopicThatIsDeletedAndCreatedAgainUnderIt() throws ExecutionException, InterruptedException {
        cluster.start();
        ServiceChanged before = kept.declared(5, embedding("a"));
        cluster.decided(before);
        ServiceChanged last = gone.declared(6, embedding("b"));
        cluster.decided(last);

        createTopicAgain();
        awaitRebuild("TOPIC_CREATED_AGAIN");

        // Of an older database: the revision is lower than what this cluster has seen.
        ServiceChanged after = kept.declared(3, embedding("a"), embedding("c"));
        assertThat(cluster.decided(after).getResult()).isEqualTo(SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b", "c");

        awaitRebuilt("TOPIC_CREATED_AGAIN", 1);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "c");
        cluster.awaitOutcomes(last, SyncResult.APPLIED, SyncResult.REMOVED);
        assertThat(cluster.statusOf(gone)).isNull();
        cluster.send(kept.declared(2, embedding("d")));
        assertThat(cluster.decided(kept.declared(4, embedding("a"))).getResult())
                .isEqualTo(SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a");
    }

    /** Of a publisher that was slow to announce everything anew. */
    @Test
    void shouldTakeAgainWhatTheNewTopicNamesOnlyAfterItWasTakenForGone()
            throws ExecutionException, InterruptedException {
        cluster.start();
        cluster.decided(kept.declared(5, embedding("a")));
        ServiceChanged late = gone.declared(6, embedding("b"));
        cluster.decided(late);
        createTopicAgain();
        awaitRebuild("TOPIC_CREATED_AGAIN");
        cluster.send(kept.declared(5, embedding("a")));
        awaitRebuilt("TOPIC_CREATED_AGAIN", 1);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a");

        cluster.send(late);

        cluster.awaitOutcomes(late, SyncResult.APPLIED, SyncResult.REMOVED, SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b");
    }

    @Test
    void shouldRemoveNothingAsLongAsTheNewTopicIsEmpty() throws ExecutionException, InterruptedException {
        cluster.set("rebuild-quiet-time", "1ms").start();
        cluster.decided(kept.declared(1, embedding("a")));
        cluster.stop();
        createTopicAgain();

        cluster.start();
        awaitRebuild("TOPIC_CREATED_AGAIN");
        awaitChecks();

        assertThat(cluster.syncedModels()).containsOnlyKeys("a");
        cluster.send(gone.declared(2, embedding("b")));
        awaitRebuilt("TOPIC_CREATED_AGAIN", 1);
        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
    }

    @Test
    void shouldReadAnewWithoutAPositionAndRemoveNothingThatIsNamed() {
        cluster.start();
        cluster.awaitHealthy();
        awaitRebuilt("NO_POSITION", 0);
        ServiceChanged change = kept.declared(1, embedding("a"));
        cluster.decided(change);
        cluster.stop();
        cluster.sql().sql("delete from modelsync.cursor").update();
        cluster.sql().sql("select aidb.delete_model('a')").query(row -> {});

        cluster.start();

        cluster.awaitOutcomes(change, SyncResult.APPLIED, SyncResult.APPLIED);
        cluster.eventually()
                .untilAsserted(() -> assertThat(rebuilds("NO_POSITION")).containsExactly(0, 0));
        assertThat(cluster.syncedModels()).containsOnlyKeys("a");
    }

    @Test
    void shouldReadAnewWhenThePositionIsBehindTheEnd() {
        cluster.start();
        ServiceChanged change = kept.declared(1, embedding("a"));
        cluster.decided(change);
        cluster.stop();
        cluster.sql().sql("update modelsync.cursor set next_offset = 1000000").update();

        cluster.start();

        awaitRebuilt("POSITION_GONE", 0);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a");
    }

    @Test
    void shouldRemoveWhatWasPurgedWhileItWasAway() {
        cluster.start();
        cluster.decided(kept.declared(1, embedding("a")));
        ServiceChanged purged = gone.declared(2, embedding("b"));
        cluster.decided(purged);
        renamedInTheJournal(gone, "purged-long-ago");
        cluster.stop();
        cluster.sql()
                .sql("update modelsync.cursor set complete_at = now() - interval '31 days'")
                .update();

        cluster.start();

        awaitRebuilt("AWAY_TOO_LONG", 1);
        // The name is free again for the service that the topic does name.
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.ownerOf("b")).isEqualTo(gone.name()));
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b");
    }

    @Test
    void shouldNoteThatItIsNotAwayWhileNothingComes() {
        cluster.start();
        cluster.decided(kept.declared(1, embedding("a")));
        cluster.sql()
                .sql("update modelsync.cursor set complete_at = now() - interval '31 days'")
                .update();

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.sql()
                                .sql("select bool_and(complete_at > now() - interval '1 minute') from modelsync.cursor")
                                .query(Boolean.class)
                                .single())
                        .isTrue());
    }

    @Test
    void shouldGoOnWithARebuildAfterARestart() {
        cluster.start();
        cluster.decided(kept.declared(1, embedding("a")));
        cluster.decided(gone.declared(2, embedding("b")));
        renamedInTheJournal(gone, "not-on-the-topic");
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('hold')")
                .update();
        try (TestOperator operator = new TestOperator(cluster)) {
            operator.order(operator.command(CommandType.REBUILD));
        }
        cluster.stop();
        cluster.sql().sql("delete from modelsync.local_switch").update();

        cluster.start();

        awaitRebuilt("ORDERED", 1);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.ownerOf("b")).isEqualTo(gone.name()));
    }

    /** As if another service, which the topic does not name, had made the models of this one. */
    private void renamedInTheJournal(TestService service, String name) {
        cluster.sql()
                .sql("update modelsync.service set name = :to where name = :from")
                .params(Map.of("from", service.name(), "to", name))
                .update();
        cluster.sql()
                .sql("update modelsync.model set service = :to where service = :from")
                .params(Map.of("from", service.name(), "to", name))
                .update();
    }

    private void createTopicAgain() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(Set.of(INFERENCE_SERVICES.topicName())).all().get();
            cluster.eventually().until(() -> isGone(admin));
            TestServers.createTopic(admin, INFERENCE_SERVICES);
        }
    }

    private static boolean isGone(Admin admin) throws InterruptedException {
        try {
            admin.describeTopics(Set.of(INFERENCE_SERVICES.topicName()))
                    .allTopicNames()
                    .get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        }
    }

    private void awaitRebuild(String reason) {
        cluster.eventually().untilAsserted(() -> assertThat(rebuilds(reason)).isNotEmpty());
    }

    private void awaitRebuilt(String reason, int services) {
        cluster.eventually().untilAsserted(() -> assertThat(rebuilds(reason)).containsExactly(services));
    }

    /** How many services each rebuild of that reason removed; -1 while it is going on. */
    private List<Integer> rebuilds(String reason) {
        return cluster.sql()
                .sql("select coalesce(gone, -1) from modelsync.rebuild where reason = :reason order by id")
                .param("reason", reason)
                .query(Integer.class)
                .list();
    }

    /** A worker that looks where the database stands notes, once an hour, that it has read everything. */
    private void awaitChecks() {
        for (int check = 0; check < 3; check++) {
            cluster.sql()
                    .sql("update modelsync.cursor set complete_at = now() - interval '2 hours'")
                    .update();
            cluster.eventually()
                    .until(() -> cluster.sql()
                            .sql("select min(complete_at) > now() - interval '1 hour' from modelsync.cursor")
                            .query(Boolean.class)
                            .single());
        }
    }
}
