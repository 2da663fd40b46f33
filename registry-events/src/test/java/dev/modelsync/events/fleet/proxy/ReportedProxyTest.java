package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.fleet.proxy.AnnouncedCredential.Place;
import dev.modelsync.events.fleet.proxy.ReportedProxy.WaitingService;
import dev.modelsync.events.registration.view.CredentialSwitch.Behind;
import dev.modelsync.events.registration.view.CredentialSwitch.Reason;
import dev.modelsync.provider.secret.SecretReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReportedProxyTest {
    private static final AnnouncedCredential ANNOUNCED = new AnnouncedCredential(
            "demo/openai", "uid", new SecretReference("ref", 2), new Place(1, 40), Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({"1, 40, BEHIND", "1, 41, ", "0, 90, BEHIND"})
    void shouldHaveReadTheEvent(int partition, long next, @Nullable Reason reason) {
        assertThat(proxy(Map.of(partition, next), 0).behind(ANNOUNCED).map(Behind::reason))
                .isEqualTo(java.util.Optional.ofNullable(reason));
    }

    @Test
    void shouldNotWaitForTheCredential() {
        WaitingService one = new WaitingService("demo", "openai", 1, "NOT_IN_STORE");

        assertThat(proxy(Map.of(1, 41L), 1, one).behind(ANNOUNCED))
                .contains(new Behind("proxy", 1, Reason.NOT_IN_STORE));
        assertThat(proxy(Map.of(1, 41L), 1, new WaitingService("demo", "other", null, "NOT_NAMED"))
                        .behind(ANNOUNCED))
                .isEmpty();
    }

    @Test
    void shouldServeItWhileItWaitsForTheNextOne() {
        assertThat(proxy(Map.of(1, 50L), 1, new WaitingService("demo", "openai", 2, "LOADING"))
                        .behind(ANNOUNCED))
                .isEmpty();
        assertThat(proxy(Map.of(1, 50L), 1, new WaitingService("demo", "openai", null, "OF_TOMORROW"))
                        .behind(ANNOUNCED))
                .contains(new Behind("proxy", null, Reason.UNKNOWN));
    }

    @Test
    void shouldNotBelieveAListThatWasCutOff() {
        assertThat(proxy(Map.of(1, 41L), 2, new WaitingService("demo", "other", null, "STORE_UNAVAILABLE"))
                        .behind(ANNOUNCED))
                .contains(new Behind("proxy", null, Reason.UNKNOWN));
    }

    private static ReportedProxy proxy(Map<Integer, Long> positions, int services, WaitingService... waiting) {
        return new ReportedProxy("proxy", positions, List.of(waiting), services, Instant.EPOCH, Instant.EPOCH);
    }
}
