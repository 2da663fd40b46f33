package dev.modelsync.sync.plan;

import dev.modelsync.sync.plan.SyncPlan.Why;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a rebuild plans, and how what it compares with has drifted. */
class RebuildPlanningTest {
    private static final String PROVIDER = "openai_embeddings";
    private static final ServiceKey SERVICE = new ServiceKey("demo", "openai-prod");
    private static final ServiceKey OF_FORMER_PROJECT = new ServiceKey("former", "openai-prod");
    private static final ClusterProfile PROFILE =
            new ClusterProfile("primary", "demo", new Delivery.ThroughProxy("http://proxy:8090", true, "token"));
    private static final DeclaredModel DECLARED =
            new DeclaredModel("a", PROVIDER, "text-embedding-3-small", "/v1/embeddings");
    private static final ModelSpec MINE =
            DECLARED.at("http://proxy:8090/projects/demo/services/" + SERVICE.name(), ModelSpec.Route.PROXY);
    private static final RegisteredModel HELD = new RegisteredModel("a", PROVIDER, MINE.config());

    private final SyncPlanner planner = new SyncPlanner(PROFILE);

    @Test
    void shouldIgnoreALowerRevisionOfTheTopicThatItKnows() {
        JournalEntry known = entry(SERVICE, false).reopened();

        assertThat(planner.plan(declared(3), known, registry())).isEqualTo(new SyncPlan.Nothing(Why.STALE));
    }

    @Test
    void shouldFollowALowerRevisionOfATopicThatHasTakenThePlaceOfAnother() {
        JournalEntry known = entry(SERVICE, true).reopened();

        assertThat(planner.plan(declared(3), known, registry()))
                .isEqualTo(new SyncPlan.Change(List.of(new ModelStep.Keep(MINE))));
    }

    @Test
    void shouldPlanTheSameRevisionAgainWhenItIsReopened() {
        assertThat(planner.plan(declared(5), entry(SERVICE, false), registry()))
                .isEqualTo(new SyncPlan.Nothing(Why.REPEATED));
        assertThat(planner.plan(declared(5), entry(SERVICE, false).reopened(), registry()))
                .isEqualTo(new SyncPlan.Change(List.of(new ModelStep.Keep(MINE))));
    }

    @Test
    void shouldRemoveWhatItMadeForAProjectThatTheClusterHasLeft() {
        JournalEntry former = entry(OF_FORMER_PROJECT, false);

        assertThat(planner.plan(new ServiceEvent.Purged(OF_FORMER_PROJECT), former, registry()))
                .isEqualTo(new SyncPlan.Change(List.of(new ModelStep.Remove("a", PROVIDER))));
        assertThat(planner.plan(new ServiceEvent.Purged(OF_FORMER_PROJECT), null, registry()))
                .isEqualTo(new SyncPlan.Nothing(Why.OTHER_PROJECT));
    }

    @Test
    void shouldTellEachWayInWhichAModelDrifted() {
        RegisteredModel edited =
                new RegisteredModel("a", PROVIDER, Map.of("model", "another", "url", MINE.url(), "is_hcp_model", true));
        RegisteredModel moved = new RegisteredModel(
                "a",
                "nim_embeddings",
                Map.of("url", "http://proxy:8090/projects/demo/services/x", "is_hcp_model", true));
        RegisteredModel foreign = new RegisteredModel("a", PROVIDER, Map.of("url", "https://api.openai.com/v1"));

        assertThat(drift(Optional.of(HELD), ProviderState.OURS)).isEmpty();
        assertThat(drift(Optional.of(HELD), ProviderState.OURS_OUTDATED)).isEmpty();
        assertThat(drift(Optional.empty(), ProviderState.OURS)).contains(Drift.MISSING);
        assertThat(drift(Optional.of(edited), ProviderState.OURS)).contains(Drift.CHANGED);
        assertThat(drift(Optional.of(moved), ProviderState.OURS)).contains(Drift.CHANGED);
        assertThat(drift(Optional.of(foreign), ProviderState.OURS)).contains(Drift.REPLACED);
        assertThat(drift(Optional.of(HELD), ProviderState.NO_CREDENTIALS)).contains(Drift.CREDENTIALS_LOST);
        assertThat(drift(Optional.of(HELD), ProviderState.FOREIGN)).contains(Drift.CREDENTIALS_LOST);
    }

    private static Optional<Drift> drift(Optional<RegisteredModel> found, ProviderState provider) {
        return Drift.of(MINE, found, provider, PROFILE);
    }

    private static ServiceEvent declared(long revision) {
        return new ServiceEvent.Declared(SERVICE, change(revision), List.of(DECLARED), null);
    }

    private static ChangeId change(long revision) {
        return new ChangeId("uid:" + revision, "uid", revision, Instant.EPOCH);
    }

    private static JournalEntry entry(ServiceKey service, boolean ofGoneTopic) {
        return new JournalEntry(
                service, change(5), ServiceState.APPLIED, List.of(MINE), PROFILE.fingerprint(), ofGoneTopic);
    }

    private static RegistryState registry() {
        return new RegistryState(Map.of("a", HELD), Map.of("a", SERVICE), Map.of(PROVIDER, ProviderState.OURS));
    }
}
