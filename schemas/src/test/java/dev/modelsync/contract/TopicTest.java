package dev.modelsync.contract;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class TopicTest {
    @ParameterizedTest
    @EnumSource(names = {"INFERENCE_SERVICES", "CLUSTERS", "SYNC_OUTCOMES"})
    void shouldKeepTheStateForEverAndTheHistoryForThirtyDays(Topic topic) {
        assertThat(topic.requiredSettings())
                .isEqualTo(Map.of(
                        "cleanup.policy", "compact",
                        "min.compaction.lag.ms", "2592000000",
                        "delete.retention.ms", "2592000000"));
    }

    @Test
    void shouldKeepTheStateForEver() {
        assertThat(Topic.SYNC_CLUSTERS.requiredSettings()).isEqualTo(Map.of("cleanup.policy", "compact"));
    }

    @Test
    void shouldKeepWithdrawalsOfCredentialsForThirtyDays() {
        assertThat(Topic.SEALED_CREDENTIALS.requiredSettings())
                .isEqualTo(Map.of("cleanup.policy", "compact", "delete.retention.ms", "2592000000"));
        assertThat(Topic.SEALED_CREDENTIALS.initialSettings()).isEqualTo(Map.of("segment.ms", "3600000"));
    }

    @Test
    void shouldCompactHeartbeatsWithinTheHourAndDemandItOfNobody() {
        assertThat(Topic.SYNC_CLUSTERS.initialSettings()).isEqualTo(Map.of("segment.ms", "3600000"));
        assertThat(Topic.INFERENCE_SERVICES.initialSettings()).isEmpty();
        assertThat(Topic.SYNC_CLUSTERS.requiredSettings()).doesNotContainKey("segment.ms");
    }

    @Test
    void shouldKeepTheStateOfTheLivingAndForgetTheOthersAfterADay() {
        assertThat(Topic.INFERENCE_PROXIES.requiredSettings())
                .isEqualTo(Map.of("cleanup.policy", "compact,delete", "retention.ms", "86400000"));
        assertThat(Topic.INFERENCE_PROXIES.initialSettings()).isEqualTo(Map.of("segment.ms", "3600000"));
    }

    @Test
    void shouldKeepCommandsForAYear() {
        assertThat(Topic.SYNC_CONTROL.requiredSettings())
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "31536000000"));
    }
}
