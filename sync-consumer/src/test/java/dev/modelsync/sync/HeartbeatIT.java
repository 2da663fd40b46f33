package dev.modelsync.sync;

import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.ModelHealth;
import dev.modelsync.schema.ModelOrigin;
import dev.modelsync.schema.ModelUse;
import dev.modelsync.schema.PartitionPosition;
import dev.modelsync.schema.RegistryModel;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.COMPLETIONS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What Hybrid Manager hears of a worker and of the models of its registry. */
class HeartbeatIT {
    private final TestCluster cluster = new TestCluster()
            .set("check-interval", "200ms")
            .with("modelsync.heartbeat-interval", "200ms")
            .with("modelsync.inventory-interval", "500ms");
    private final ClusterTopic topic = new ClusterTopic(cluster.id());
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
        topic.close();
    }

    @Test
    void shouldReportHowTheWorkerIs() {
        cluster.start();
        decided(service.declared(1, embedding("emb"), completion("gpt")));
        cluster.sendBytes(cluster.service("garbage").key(), "not an event".getBytes(UTF_8), null);

        eventually(() -> {
            ClusterReport report = topic.report();
            assertThat(report.getState()).isEqualTo(WorkerState.RUNNING);
            assertThat(report.getProjectId()).isEqualTo(cluster.project());
            assertThat(report.getOwnedModels()).isEqualTo(2);
            assertThat(report.getParkedServices()).isEqualTo(1);
            assertThat(report.getAidbVersion()).isEqualTo("7.6.0");
            assertThat(report.getLastProgressAt()).isNotNull();
            assertThat(report.getStop()).isNull();
            assertThat(report.getPositions()).hasSize(TestServers.PARTITIONS).allSatisfy(HeartbeatIT::isAtTheEnd);
        });
        assertThat(topic.reports())
                .extracting(ClusterReport::getWorkerId)
                .containsOnly(topic.report().getWorkerId());
        assertThat(topic.report().toString()).doesNotContain(TestCluster.TOKEN);
    }

    @Test
    void shouldReportAPauseAndItsEndAtOnce() {
        cluster.with("modelsync.heartbeat-interval", "15s").start();
        decided(service.declared(1, embedding("emb")));
        eventually(() -> assertThat(cluster.sql()
                        .sql("select count(*) from modelsync.rebuild where ended_at is null")
                        .query(Integer.class)
                        .single())
                .as("that its first reading has ended")
                .isZero());
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('maintenance')")
                .update();
        cluster.send(service.declared(2, embedding("emb2")));

        soon().untilAsserted(() -> {
            assertThat(topic.report().getState()).isEqualTo(WorkerState.PAUSED);
            assertThat(topic.report().getStateDetail()).contains("maintenance");
        });

        cluster.sql().sql("delete from modelsync.local_switch").update();
        soon().untilAsserted(() -> assertThat(topic.report().getState()).isEqualTo(WorkerState.RUNNING));
    }

    @Test
    void shouldReportThatItIsPausedWhileThereIsNothingToApply() {
        cluster.start();
        decided(service.declared(1, embedding("emb")));
        eventually(() -> assertThat(topic.report().getState()).isEqualTo(WorkerState.RUNNING));

        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('maintenance')")
                .update();
        eventually(() -> {
            assertThat(topic.report().getState()).isEqualTo(WorkerState.PAUSED);
            assertThat(topic.report().getStateDetail()).contains("maintenance");
        });

        cluster.sql().sql("delete from modelsync.local_switch").update();
        eventually(() -> assertThat(topic.report().getState()).isEqualTo(WorkerState.RUNNING));
    }

    @Test
    void shouldGoOnReportingWhileTheDatabaseIsAway() {
        cluster.start();
        decided(service.declared(1, embedding("emb")));
        TestServers.running().postgres().stop();
        cluster.send(service.declared(2, embedding("emb2")));

        eventually(() -> {
            assertThat(topic.report().getState()).isEqualTo(WorkerState.FAILING);
            assertThat(topic.report().getStateDetail()).isNotEmpty();
        });
        int reported = topic.reports().size();
        eventually(() -> assertThat(topic.reports()).hasSizeGreaterThan(reported + 3));

        TestServers.running().postgres().restart();
        eventually(() -> assertThat(topic.report().getState()).isEqualTo(WorkerState.RUNNING));
    }

    /** Nobody would look at the models of a cluster that is said to be well. */
    @Test
    void shouldReportThatTheDatabaseIsAwayThoughThereIsNothingToApply() {
        cluster.start();
        decided(service.declared(1, embedding("emb")));
        eventually(() -> assertThat(topic.report().getState()).isEqualTo(WorkerState.RUNNING));

        TestServers.running().postgres().stop();

        eventually(() -> {
            assertThat(topic.report().getState()).isEqualTo(WorkerState.FAILING);
            assertThat(topic.report().getStateDetail()).contains("the database cannot be read", "SQLState");
        });
        TestServers.running().postgres().restart();
        eventually(() -> assertThat(topic.report().getState()).isEqualTo(WorkerState.RUNNING));
    }

    @Test
    void shouldTellAllModelsOfTheRegistryAndWhatUsesThem() {
        HandMade.model(cluster, "hand-made", COMPLETIONS, null);
        cluster.start();
        decided(service.declared(1, embedding("emb"), completion("gpt")));
        cluster.sql()
                .sql("insert into aidb.agent_registry (name, instructions, model) values ('helper', 'help', 'gpt')")
                .update();
        cluster.sql()
                .sql("create table public.docs (id int primary key, body text)")
                .update();
        cluster.sql().sql("""
                select aidb.create_pipeline(name => 'docs', source => 'public.docs', source_key_column => 'id',
                    source_data_column => 'body', step_1 => 'SummarizeText', step_1_options => '{"model": "gpt"}',
                    step_2 => 'KnowledgeBase', step_2_options => '{"model": "emb", "data_format": "Text"}')
                """).query(row -> {});

        eventually(() -> {
            RegistryModel gpt = model("gpt");
            assertThat(gpt.getOrigin()).isEqualTo(ModelOrigin.SYNCED);
            assertThat(gpt.getServiceName()).isEqualTo(service.name());
            assertThat(gpt.getFunctions()).containsExactly("TEXT_COMPLETION");
            assertThat(gpt.getHealth()).isEqualTo(ModelHealth.READY);
            assertThat(gpt.getHealthCheckedAt()).isNotNull();
            assertThat(gpt.getUsedBy())
                    .containsExactly(new ModelUse("AGENT", "helper"), new ModelUse("PIPELINE", "docs"));
            assertThat(model("emb").getUsedBy())
                    .extracting(ModelUse::getKind)
                    .containsExactly("KNOWLEDGE_BASE", "PIPELINE");
            assertThat(model("hand-made").getOrigin()).isEqualTo(ModelOrigin.NATIVE);
            assertThat(model("bert").getOrigin()).isEqualTo(ModelOrigin.BUILT_IN);
        });
        assertThat(topic.inventories().toString()).doesNotContain(TestCluster.TOKEN, TestCluster.PROXY);
    }

    @Test
    void shouldSendTheInventoryOnlyWhenItChanged() {
        cluster.start();
        decided(service.declared(1, embedding("emb")));
        eventually(() -> assertThat(model("emb").getHealth()).isEqualTo(ModelHealth.READY));
        int sent = topic.inventories().size();
        int reported = topic.reports().size();
        eventually(() -> assertThat(topic.reports()).hasSizeGreaterThan(reported + 10));
        assertThat(topic.inventories()).hasSize(sent);

        HandMade.model(cluster, "made-later", COMPLETIONS, null);

        eventually(() -> assertThat(model("made-later").getOrigin()).isEqualTo(ModelOrigin.NATIVE));
        assertThat(topic.inventories()).hasSize(sent + 1).doesNotHaveDuplicates();
    }

    private static void isAtTheEnd(PartitionPosition position) {
        assertThat(position.getTopicId()).isNotEmpty();
        assertThat(position.getNextOffset()).isEqualTo(position.getEndOffset());
    }

    /** Fails as an assertion while it is not in the inventory. */
    private RegistryModel model(String name) {
        try {
            return topic.model(name);
        } catch (NoSuchElementException | IndexOutOfBoundsException e) {
            throw new AssertionError("No inventory has model " + name, e);
        }
    }

    private void eventually(Runnable assertion) {
        patiently().untilAsserted(assertion::run);
    }

    /** Sooner than two reports at their interval. */
    private ConditionFactory soon() {
        return patiently().atMost(Duration.ofSeconds(10));
    }

    private ConditionFactory patiently() {
        return cluster.eventually().ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class);
    }

    private void decided(ServiceChanged change) {
        cluster.send(change);
        assertThat(List.of("APPLIED", "UNCHANGED"))
                .contains(cluster.outcomeOf(change).getResult().name());
    }
}
