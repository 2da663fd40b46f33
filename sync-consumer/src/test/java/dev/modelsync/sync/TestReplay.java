package dev.modelsync.sync;

import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.OffsetSpan;
import dev.modelsync.schema.PlannedModel;
import dev.modelsync.schema.PlannedService;
import dev.modelsync.schema.ReplayOrder;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** A replay as an operator orders it, and what is told of it. */
final class TestReplay {
    private final TestCluster cluster;
    private final TestOperator operator;
    private final ReplayOrder.Builder order;

    TestReplay(TestCluster cluster, TestOperator operator) {
        this.cluster = cluster;
        this.operator = operator;
        this.order = ReplayOrder.newBuilder()
                .setReplayId(UUID.randomUUID().toString())
                .setName("bad-day")
                .setPlanValidMillis(Duration.ofHours(1).toMillis());
    }

    TestReplay services(String... patterns) {
        order.setServices(Arrays.asList(patterns));
        return this;
    }

    TestReplay validFor(Duration time) {
        order.setPlanValidMillis(time.toMillis());
        return this;
    }

    TestReplay offsets(int partition, long from, long to) {
        order.setOffsets(List.of(new OffsetSpan(partition, from, to)));
        return this;
    }

    TestReplay times(@Nullable Instant from, @Nullable Instant to) {
        order.setFromTime(from).setToTime(to);
        return this;
    }

    String id() {
        return order.getReplayId();
    }

    /** Has it planned, and waits until it is. */
    TestReplay plan() {
        assertThat(give(CommandType.PLAN_REPLAY).getReason()).isNull();
        await(ReplayState.PLANNED);
        return this;
    }

    /** Has it run and waits until it has ended so. */
    ReplayReport run(ReplayState end) {
        assertThat(give(CommandType.RUN_REPLAY).getReason()).isNull();
        return await(end);
    }

    CommandOutcome give(CommandType type) {
        return operator.order(operator.command(type).setReplay(order.build()));
    }

    ReplayReport await(ReplayState state) {
        cluster.eventually()
                .untilAsserted(() -> assertThat(operator.reportsOf(id())).last().satisfies(report -> {
                    assertThat(report.getState()).as("%s", report).isEqualTo(state);
                    assertThat(operator.planOf(id()))
                            .extracting(PlannedService::getServiceName)
                            .hasSize(plannedRows());
                }));
        return report();
    }

    ReplayReport report() {
        List<ReplayReport> reports = operator.reportsOf(id());
        return reports.get(reports.size() - 1);
    }

    List<PlannedService> services() {
        return operator.planOf(id());
    }

    /** What is planned, as {@code ACTION reason}, by model. */
    Map<String, String> models() {
        Map<String, String> models = new TreeMap<>();
        for (PlannedService service : services()) {
            for (PlannedModel model : service.getModels()) {
                assertThat(models.put(model.getRegistryName(), model.getAction() + " " + model.getReason()))
                        .as("%s is told twice", model.getRegistryName())
                        .isNull();
            }
        }
        return models;
    }

    private int plannedRows() {
        return cluster.sql()
                .sql("select count(*) from modelsync.replay_service where replay_id = :id")
                .param("id", id())
                .query(Integer.class)
                .single();
    }
}
