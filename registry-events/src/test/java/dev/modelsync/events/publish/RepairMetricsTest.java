package dev.modelsync.events.publish;

import dev.modelsync.events.publish.Repair.Cause;
import dev.modelsync.events.publish.RepairLog.Repaired;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepairMetricsTest {
    @Test
    void shouldCountByCauseAndRepair() {
        RepairLog repairs = new RepairLog();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new RepairMetrics(repairs).bindTo(registry);

        repairs.repaired(
                Cause.ENGINE,
                List.of(
                        new Repaired(Repair.ANNOUNCED, "demo/a revision 1"),
                        new Repaired(Repair.ANNOUNCED, "demo/b revision 2"),
                        new Repaired(Repair.ENDED, "demo/c")));
        repairs.compared(Rows.TIME);

        assertThat(registry.get("modelsync.capture.repairs")
                        .tags("cause", "engine", "repair", "announced")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
        assertThat(repairs.count(Cause.ENGINE)).isEqualTo(3);
        assertThat(repairs.count(Cause.SLOT)).isZero();
        assertThat(repairs.comparedAt()).isEqualTo(Rows.TIME);
    }
}
