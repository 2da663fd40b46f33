package dev.modelsync.events.probe;

import dev.modelsync.events.registration.view.EndpointState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {
    private static final ProbeProperties PROPERTIES =
            new ProbeProperties(true, Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(5), 16);

    @ParameterizedTest
    @EnumSource(ProbeCause.class)
    void shouldBelieveWhatMayPassOnlyTheSecondTime(ProbeCause cause) {
        Verdict first = Verdict.after(0, Finding.of(cause, null));
        Verdict second = Verdict.after(first.failures(), Finding.of(cause, null));

        assertThat(first.confirmed()).isEqualTo(!cause.mayPass());
        assertThat(second.confirmed()).isTrue();
        assertThat(second.state()).isEqualTo(cause.state());
        assertThat(second.cause()).isEqualTo(cause);
    }

    @Test
    void shouldForgetFailuresWithTheFirstGoodAnswer() {
        assertThat(Verdict.after(7, Finding.ready(null))).isEqualTo(new Verdict(EndpointState.READY, null, 0, true));
        assertThat(Verdict.after(7, Finding.of(ProbeCause.BAD_KEY, null)).failures())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.0, PT4M30S", "0.5, PT5M", "1.0, PT5M30S"})
    void shouldSpreadTheProbesByATenth(double random, Duration next) {
        assertThat(new Pace(PROPERTIES, () -> random).next(Verdict.READY)).isEqualTo(next);
    }

    @Test
    void shouldLookAgainSoonAfterAFailureThatMayPass() {
        AtomicReference<String> asked = new AtomicReference<>("no");
        Pace pace = new Pace(PROPERTIES, () -> {
            asked.set("yes");
            return 0.5;
        });

        assertThat(pace.next(Verdict.after(0, Finding.of(ProbeCause.UNREACHABLE, null))))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(asked).hasValue("no");
    }

    @Test
    void shouldLeaveAProbeMoreTimeThanItCanTake() {
        assertThat(new Pace(PROPERTIES, () -> 0.5).lease())
                .isGreaterThan(PROPERTIES.timeout().multipliedBy(4));
    }
}
