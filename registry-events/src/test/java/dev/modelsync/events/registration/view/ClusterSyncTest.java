package dev.modelsync.events.registration.view;

import dev.modelsync.events.activity.ClusterOutcome;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceService.Change;
import dev.modelsync.events.registration.InferenceService.State;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.view.ProjectClusters.KnownCluster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** For what somebody who asked to wait goes on waiting. */
class ClusterSyncTest {
    private static final Instant AT = Instant.parse("2026-11-26T17:00:00Z");
    private static final InferenceService SERVICE = new InferenceService(
            new UUID(0, 1),
            new ServiceKey("demo", "svc"),
            new ServiceSettings("OPENAI", "https://api.example", "OPENAI_V1", false, null, List.of(), Map.of()),
            State.REGISTERED,
            new Change(7, "ann", null, AT));

    @ParameterizedTest
    @CsvSource({
        "6, APPLIED, , false, true",
        "7, APPLIED, , false, false",
        "7, SKIPPED, NAME_TAKEN, false, false",
        "7, PARKED, TIMED_OUT, false, false",
        "7, PARKED, CREDENTIAL_AWAITED, false, true",
        "7, PARKED, CREDENTIAL_AWAITED, true, false"
    })
    void shouldBeWaitedForOnlyWhileSomethingIsOnItsWay(
            long revision, String result, String reason, boolean silent, boolean pending) {
        ClusterOutcome outcome = new ClusterOutcome("edge", result, revision, reason, null, AT, AT);
        KnownCluster cluster = new KnownCluster("edge", silent, AT, "DIRECT", null);

        assertThat(ClusterSync.of(SERVICE, "edge", cluster, outcome).isPending())
                .isEqualTo(pending);
    }
}
