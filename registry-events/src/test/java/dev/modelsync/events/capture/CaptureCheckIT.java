package dev.modelsync.events.capture;

import dev.modelsync.events.Hm;
import dev.modelsync.events.capture.CaptureState.Phase;
import dev.modelsync.events.check.Finding;
import dev.modelsync.events.check.Finding.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class CaptureCheckIT {
    private static final String SLOT = "looked_at";

    private final JdbcClient jdbc = Hm.shared().jdbc();

    @ParameterizedTest
    @CsvSource({"STREAMING, OK", "STANDBY, WARN", "STOPPED, FAIL", "FAILED, FAIL"})
    void shouldMissTheSlotAndSayHowTheCaptureIs(Phase phase, Level level) {
        List<Finding> findings = check(jdbc, phase).look();

        assertThat(findings).extracting(Finding::level).containsExactly(level, Level.FAIL);
        assertThat(findings.get(1).detail()).contains("no slot 'looked_at'");
        assertThat(findings.get(1).remedy()).contains("max_replication_slots");
    }

    @Test
    void shouldWarnOfASlotThatNobodyReads() {
        jdbc.sql("SELECT FROM pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')")
                .query()
                .listOfRows();
        try {
            Finding slot = check(jdbc, Phase.STANDBY).look().get(1);

            assertThat(slot.level()).isEqualTo(Level.WARN);
            assertThat(slot.detail()).contains("Nobody reads from slot 'looked_at'");
        } finally {
            jdbc.sql("SELECT pg_drop_replication_slot('" + SLOT + "')").query().listOfRows();
        }
    }

    @Test
    void shouldSayThatNothingIsKnownWhileTheDatabaseIsAway() {
        JdbcClient away = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/hm"));

        assertThat(check(away, Phase.STREAMING).look())
                .singleElement()
                .extracting(Finding::level)
                .isEqualTo(Level.FAIL);
    }

    private static CaptureCheck check(JdbcClient database, Phase phase) {
        return new CaptureCheck(database, SLOT, () -> new CaptureState(phase, null));
    }
}
