package dev.modelsync.events.activity.entry;

import dev.modelsync.schema.ChangeSource;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ClusterChangeType;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterLocation;
import dev.modelsync.schema.ClusterState;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.CredentialDelivery;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ReplayOrder;
import dev.modelsync.schema.ReplayPlanCounts;
import dev.modelsync.schema.ReplayProgress;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import dev.modelsync.schema.WorkerCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActivityReaderTest {
    private static final String DIGEST = "f".repeat(64);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ModelState SMALL = model("small", "text-embedding-3-small");
    private static final ModelState LARGE = model("large", "text-embedding-3-large");

    @Test
    void shouldShowOnlyWhatAnUpdateChanged() {
        ActivityEntry entry = entry(changed(
                ChangeType.UPDATED,
                state("https://a.example.com", 1, SMALL, LARGE),
                state("https://b.example.com", 1, SMALL, model("large", "another"))));

        assertThat(entry.before())
                .containsOnlyKeys("endpointUrl", "models")
                .containsEntry("endpointUrl", "https://a.example.com");
        assertThat(entry.before().get("models")).isEqualTo(Map.of("large", fields("text-embedding-3-large")));
        assertThat(entry.after().get("models")).isEqualTo(Map.of("large", fields("another")));
    }

    @Test
    void shouldShowAModelThatCameAndOneThatWentByName() {
        ActivityEntry entry = entry(changed(
                ChangeType.UPDATED,
                state("https://a.example.com", 1, SMALL),
                state("https://a.example.com", 1, LARGE)));

        assertThat(entry.before()).isEqualTo(Map.of("models", Map.of("small", fields("text-embedding-3-small"))));
        assertThat(entry.after()).isEqualTo(Map.of("models", Map.of("large", fields("text-embedding-3-large"))));
    }

    @Test
    void shouldShowARotationByItsVersionOnly() {
        ActivityEntry entry = entry(changed(
                ChangeType.CREDENTIALS_ROTATED,
                state("https://a.example.com", 1, SMALL),
                state("https://a.example.com", 2, SMALL)));

        assertThat(entry.before()).isEqualTo(Map.of("credentialVersion", 1));
        assertThat(entry.after()).isEqualTo(Map.of("credentialVersion", 2));
    }

    @Test
    void shouldShowTheWholeStateOfABeginningAndAnEnd() {
        ServiceState state = state("https://a.example.com", 1, SMALL);

        assertThat(entry(changed(ChangeType.REGISTERED, null, state)).after())
                .containsKeys("provider", "endpointUrl", "apiProtocolVersion", "allowInsecure", "models");
        ActivityEntry end = entry(changed(ChangeType.DEREGISTERED, state, null));
        assertThat(end.before()).containsKeys("provider", "models");
        assertThat(end.after()).isEmpty();
    }

    @Test
    void shouldMakeAnEntryAndAnOutcomeOfACommandsAnswer() {
        List<ActivityFact> facts = ActivityReader.read(CommandOutcome.newBuilder()
                .setOutcomeId("o")
                .setCommandId("c")
                .setClusterId("eu-1")
                .setType("EVACUATE")
                .setResult(CommandResult.REFUSED)
                .setReason("UNKNOWN_COMMAND")
                .setActor("olga")
                .setIssuedAt(Instant.EPOCH)
                .setDecidedAt(Instant.EPOCH.plusSeconds(1))
                .build());

        assertThat(facts).hasSize(2);
        assertThat(facts.get(0)).isInstanceOfSatisfying(ActivityEntry.class, entry -> {
            assertThat(entry.id()).isEqualTo("command:eu-1:c");
            assertThat(entry.type()).isEqualTo(ActivityType.UNKNOWN);
        });
        assertThat(facts.get(1))
                .isInstanceOfSatisfying(
                        ActivityOutcome.class,
                        outcome -> assertThat(outcome.entryId()).isEqualTo("command:eu-1:c"));
    }

    @Test
    void shouldTellTheEnrolmentOfAClusterWithoutItsToken() {
        ActivityEntry enrolled = entry(cluster(ClusterChangeType.ENROLLED, null, null));
        ActivityEntry reissued = entry(cluster(ClusterChangeType.TOKEN_REISSUED, enrolment(null), null));
        ActivityEntry revoked = entry(cluster(ClusterChangeType.REVOKED, enrolment(null), NOW));

        assertThat(enrolled.id()).isEqualTo("eu-1:7");
        assertThat(enrolled.cluster()).isEqualTo("eu-1");
        assertThat(enrolled.project()).isEqualTo("demo");
        assertThat(enrolled.service()).isNull();
        assertThat(enrolled.revision()).isEqualTo(7);
        assertThat(enrolled.type()).isEqualTo(ActivityType.ENROLLED);
        assertThat(enrolled.before()).isEmpty();
        assertThat(enrolled.after())
                .containsEntry("location", "SECONDARY")
                .containsEntry("labels", Map.of("region", "eu"))
                .containsOnlyKeys("project", "location", "labels", "enrolledAt");
        assertThat(reissued.type()).isEqualTo(ActivityType.TOKEN_REISSUED);
        assertThat(reissued.before()).isEmpty();
        assertThat(reissued.after()).isEmpty();
        assertThat(revoked.before()).isEmpty();
        assertThat(revoked.after()).isEqualTo(Map.of("revokedAt", NOW.toString()));
        assertThat(List.of(enrolled, reissued, revoked)).asString().doesNotContain(DIGEST);
    }

    @Test
    void shouldTellWhatAReplayIsAbout() {
        ActivityEntry entry = entry(WorkerCommand.newBuilder()
                .setCommandId("c")
                .setClusterId("eu-1")
                .setType(CommandType.PLAN_REPLAY)
                .setActor("olga")
                .setReason("ticket 42")
                .setIssuedAt(NOW)
                .setExpiresAt(NOW)
                .setReplay(ReplayOrder.newBuilder()
                        .setReplayId("r")
                        .setName("after-the-outage")
                        .setServices(List.of("openai-*"))
                        .setFromTime(NOW)
                        .setOffsets(List.of())
                        .build())
                .build());

        assertThat(entry.type()).isEqualTo(ActivityType.PLAN_REPLAY);
        assertThat(entry.after().get("replay"))
                .isEqualTo(Map.of(
                        "id",
                        "r",
                        "name",
                        "after-the-outage",
                        "services",
                        List.of("openai-*"),
                        "from",
                        NOW.toString()));
    }

    @Test
    void shouldTellTheResultOfAReplayAndPassOverItsProgress() {
        assertThat(ActivityReader.read(replay(ReplayState.RUNNING))).isEmpty();
        assertThat(ActivityReader.isPassedOver(replay(ReplayState.RUNNING))).isTrue();
        assertThat(ActivityReader.read(replay(ReplayState.STALE)))
                .singleElement()
                .isInstanceOfSatisfying(ActivityOutcome.class, outcome -> {
                    assertThat(outcome.entryId()).isEqualTo("command:eu-1:c");
                    assertThat(outcome.result()).isEqualTo("STALE");
                    assertThat(outcome.detail()).isEqualTo("said");
                });
        assertThat(ActivityReader.isPassedOver("something")).isFalse();
    }

    @Test
    void shouldTellHowCredentialsAreDeliveredAndWithWhichKey() {
        ClusterChanged event = builder(ClusterChangeType.UPDATED, enrolment(null), null)
                .setDelivery(CredentialDelivery.DIRECT)
                .setSealingKeyId("0123456789abcdef0123456789abcdef")
                .build();

        ActivityEntry entry = entry(event);

        assertThat(entry.before()).isEqualTo(Map.of("delivery", "PROXY"));
        assertThat(entry.after())
                .isEqualTo(Map.of("delivery", "DIRECT", "sealingKeyId", "0123456789abcdef0123456789abcdef"));
    }

    @Test
    void shouldSayNothingOfAnEventOfAnotherType() {
        assertThat(ActivityReader.read("something")).isEmpty();
    }

    private static ReplayReport replay(ReplayState state) {
        return ReplayReport.newBuilder()
                .setOutcomeId("o")
                .setReplayId("r")
                .setReplayName("after-the-outage")
                .setClusterId("eu-1")
                .setCommandId("c")
                .setState(state)
                .setDetail("said")
                .setActor("olga")
                .setIssuedAt(NOW)
                .setPlanned(new ReplayPlanCounts(0, 0, 0, 0, 0, 0, 0))
                .setDone(new ReplayProgress(0, 0, 0, 0, 0, 0))
                .setTopicEnds(List.of())
                .setReportedAt(NOW)
                .build();
    }

    private static ClusterChanged cluster(
            ClusterChangeType type, @Nullable ClusterState before, @Nullable Instant revokedAt) {
        return builder(type, before, revokedAt).build();
    }

    private static ClusterChanged.Builder builder(
            ClusterChangeType type, @Nullable ClusterState before, @Nullable Instant revokedAt) {
        return ClusterChanged.newBuilder()
                .setEventId("eu-1:7")
                .setClusterId("eu-1")
                .setRevision(7)
                .setType(type)
                .setProjectId("demo")
                .setLocation(ClusterLocation.SECONDARY)
                .setLabels(Map.of("region", "eu"))
                .setDelivery(CredentialDelivery.PROXY)
                .setTokenSha256(DIGEST)
                .setEnrolledAt(Instant.EPOCH)
                .setRevokedAt(revokedAt)
                .setBefore(before)
                .setActor("anna")
                .setOccurredAt(NOW)
                .setLsn(1)
                .setSnapshot(false);
    }

    private static ClusterState enrolment(@Nullable Instant revokedAt) {
        return new ClusterState(
                "demo",
                ClusterLocation.SECONDARY,
                Map.of("region", "eu"),
                CredentialDelivery.PROXY,
                null,
                Instant.EPOCH,
                revokedAt);
    }

    private static ActivityEntry entry(Object event) {
        return (ActivityEntry) ActivityReader.read(event).get(0);
    }

    private static ServiceChanged changed(
            ChangeType type, @Nullable ServiceState before, @Nullable ServiceState after) {
        return ServiceChanged.newBuilder()
                .setEventId("u:1")
                .setProjectId("demo")
                .setServiceName("svc")
                .setServiceUid("u")
                .setRevision(1)
                .setType(type)
                .setBefore(before)
                .setAfter(after)
                .setActor("anna")
                .setOccurredAt(Instant.EPOCH)
                .setSource(new ChangeSource(1L, null, false))
                .build();
    }

    private static ServiceState state(String url, int credentialVersion, ModelState... models) {
        return new ServiceState(
                "OPENAI",
                url,
                "OPENAI_V1",
                false,
                credentialVersion,
                "ref-" + credentialVersion,
                Map.of(),
                List.of(models));
    }

    private static ModelState model(String name, String upstream) {
        return new ModelState(name, upstream, "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings");
    }

    private static Map<String, Object> fields(String upstream) {
        return Map.of(
                "upstreamModel", upstream,
                "function", "TEXT_EMBEDDING",
                "aidbProvider", "openai_embeddings",
                "requestPath", "/v1/embeddings");
    }
}
