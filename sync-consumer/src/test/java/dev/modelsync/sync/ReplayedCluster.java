package dev.modelsync.sync;

import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** A cluster whose registry loses what an operator then brings back by replays. */
final class ReplayedCluster implements AutoCloseable {
    private final TestCluster cluster;
    private final TestOperator operator;

    ReplayedCluster() {
        this(new TestCluster());
    }

    ReplayedCluster(TestCluster cluster) {
        this.cluster = cluster.set("check-interval", "100ms").set("rebuild-quiet-time", "100ms");
        this.operator = new TestOperator(cluster);
    }

    TestCluster cluster() {
        return cluster;
    }

    TestOperator operator() {
        return operator;
    }

    /** Returns when the rebuild that every new cluster begins with has ended, which needs a service. */
    ReplayedCluster start(ServiceChanged first) {
        cluster.start();
        decided(first);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.sql()
                                .sql("select count(*) from modelsync.rebuild where ended_at is null")
                                .query(Integer.class)
                                .single())
                        .isZero());
        return this;
    }

    ServiceChanged decided(ServiceChanged change) {
        cluster.send(change);
        cluster.outcomeOf(change);
        return change;
    }

    /** Of the services whose names fit. */
    TestReplay replay(String... patterns) {
        return new TestReplay(cluster, operator).services(patterns);
    }

    /** As somebody does who does not know whose it is. */
    void drop(String model) {
        cluster.sql()
                .sql("select aidb.delete_model(:name)")
                .param("name", model)
                .query(row -> {});
    }

    /** As ours by its address, with another upstream model. */
    void replaceByAnotherConfiguration(String model) {
        cluster.sql().sql("""
                do $$
                declare
                    address text;
                begin
                    select url into address from modelsync.model where registry_name = '%1$s';
                    perform aidb.delete_model('%1$s');
                    perform aidb.create_model(name => '%1$s', provider => 'openai_embeddings', validate => false,
                        config => jsonb_build_object('model', 'another', 'url', address, 'is_hcp_model', true));
                end $$
                """.formatted(model)).update();
    }

    /** Until {@link #unpause()} the live worker leaves changes where they are. */
    void pause() {
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('to look first')")
                .update();
    }

    void unpause() {
        cluster.sql().sql("delete from modelsync.local_switch").update();
    }

    /** What a replay did to each model, as {@code ACTION reason}, once the outcomes of all these changes have been told. */
    Map<String, String> told(TestReplay replay, ServiceChanged... changes) {
        Map<String, String> told = new HashMap<>();
        for (ServiceChanged change : changes) {
            outcome(replay, change).getModels().forEach(model -> told.put(model.getRegistryName(), told(model)));
        }
        return told;
    }

    private SyncOutcome outcome(TestReplay replay, ServiceChanged change) {
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(change.getEventId()))
                        .last()
                        .extracting(SyncOutcome::getReplayId)
                        .isEqualTo(replay.id()));
        return cluster.outcomeOf(change);
    }

    static String told(ModelOutcome model) {
        return model.getReason() == null
                ? model.getAction().name()
                : model.getAction() + " " + Objects.requireNonNull(model.getReason());
    }

    @Override
    public void close() {
        operator.close();
        cluster.close();
    }
}
