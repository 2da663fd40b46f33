package dev.modelsync.sync;

import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Very many removals at once wait for a person. */
class RemovalBrakeIT {
    private final TestCluster cluster = new TestCluster().set("removal-limit", 3);
    private final TestOperator operator = new TestOperator(cluster);
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        operator.close();
        cluster.close();
    }

    @Test
    void shouldRemoveThemWhenSomebodyApprovesOfJustThese() {
        cluster.start();
        cluster.decided(service.declared(1, models(4)));
        ServiceChanged removal = service.withdrawn(2);
        cluster.send(removal);
        String id = awaitStop();

        assertThat(cluster.syncedModels()).hasSize(4);
        assertThat(cluster.outcomesOf(removal.getEventId())).isEmpty();
        assertThat(cluster.health().getStatus()).isEqualTo(Status.UP);
        assertThat(cluster.health().getDetails().get("paused"))
                .isEqualTo("removing 4 of 4 models needs an approval, id " + id);
        assertThat(operator.order(operator.command(CommandType.APPROVE_REMOVALS).setApprovalId("another"))
                        .getReason())
                .isEqualTo("ANOTHER_STOP");

        assertThat(operator.order(operator.command(CommandType.APPROVE_REMOVALS)
                                .setApprovalId(id)
                                .setReason("end of contract"))
                        .getResult())
                .isEqualTo(CommandResult.DONE);

        assertThat(cluster.outcomeOf(removal).getResult()).isEqualTo(SyncResult.REMOVED);
        assertThat(cluster.syncedModels()).isEmpty();
        assertThat(approvals()).isEqualTo("olga: end of contract");
        assertThat(openStops()).isZero();
    }

    @Test
    void shouldGoOnByItselfWhenHybridManagerAsksForThemAgain() {
        cluster.start();
        cluster.decided(service.declared(1, models(4)));
        cluster.send(service.withdrawn(2));
        awaitStop();

        ServiceChanged again = service.declared(3, models(4));
        assertThat(cluster.decided(again).getResult()).isEqualTo(SyncResult.UNCHANGED);

        assertThat(cluster.syncedModels()).hasSize(4);
        cluster.eventually().untilAsserted(() -> assertThat(openStops()).isZero());
    }

    @Test
    void shouldHoldBackALargePartOfMany() {
        cluster.set("removal-limit", 1000).set("removal-limit-percent", 50).start();
        cluster.decided(service.declared(1, models(40)));

        cluster.decided(service.declared(2, models(20)));
        assertThat(cluster.syncedModels()).hasSize(20);
        cluster.decided(service.declared(3, models(42)));
        cluster.send(service.declared(4, models(20)));

        awaitStop();
        assertThat(cluster.syncedModels()).hasSize(42);
    }

    @Test
    void shouldNotCountNamesThatAnotherServiceTakesOver() {
        TestService heir = cluster.service("heir");
        cluster.start();
        cluster.decided(service.declared(1, models(4)));
        ServiceChanged waiting = heir.declared(2, models(4));
        assertThat(cluster.decided(waiting).getReason()).isEqualTo("NAME_TAKEN");

        assertThat(cluster.decided(service.withdrawn(3)).getResult()).isEqualTo(SyncResult.REMOVED);

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.ownerOf("m-0")).isEqualTo(heir.name()));
        assertThat(cluster.syncedModels()).hasSize(4);
    }

    private static ModelState[] models(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> embedding("m-" + number))
                .toArray(ModelState[]::new);
    }

    private String awaitStop() {
        cluster.eventually().untilAsserted(() -> assertThat(openStops()).isEqualTo(1));
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.health().getDetails()).containsKey("paused"));
        return cluster.sql()
                .sql("select id from modelsync.removal_stop where ended_at is null")
                .query(String.class)
                .single();
    }

    private int openStops() {
        return cluster.sql()
                .sql("select count(*) from modelsync.removal_stop where ended_at is null")
                .query(Integer.class)
                .single();
    }

    private String approvals() {
        return cluster.sql()
                .sql(
                        "select approved_by || ': ' || approval_reason from modelsync.removal_stop where approved_at is not null")
                .query(String.class)
                .single();
    }
}
