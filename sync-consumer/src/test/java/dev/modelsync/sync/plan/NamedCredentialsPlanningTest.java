package dev.modelsync.sync.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where each model was created with a credential of its own, one that was replaced takes its models along. */
class NamedCredentialsPlanningTest {
    private static final String PROVIDER = "openai_embeddings";
    private static final ServiceKey SERVICE = new ServiceKey("demo", "openai-prod");
    private static final ClusterProfile PROFILE =
            new ClusterProfile("primary", "demo", new Delivery.ThroughProxy("http://proxy:8090", true, "token"));
    private static final String ADDRESS = "http://proxy:8090/projects/demo/services/" + SERVICE.name();
    private static final List<String> NAMES = List.of("a", "b", "c");

    @Test
    void shouldMakeEachModelAnewWhoseCredentialWasReplaced() {
        List<DeclaredModel> declared = NAMES.stream()
                .map(name -> new DeclaredModel(name, PROVIDER, "text-embedding-3-small", "/v1/embeddings"))
                .toList();
        ModelSpec a = declared.get(0).at(ADDRESS, ModelSpec.Route.PROXY);
        ModelSpec b = declared.get(1).at(ADDRESS, ModelSpec.Route.PROXY);
        ModelSpec c = declared.get(2).at(ADDRESS, ModelSpec.Route.PROXY);
        RegistryState registry = new RegistryState(
                Map.of("a", registered(a), "b", registered(b), "c", registered(c)),
                Map.of("a", SERVICE, "b", SERVICE, "c", SERVICE),
                Map.of(PROVIDER, ProviderState.OURS),
                Set.of("a", "c"),
                new CredentialState.Usable("token"),
                Map.of());
        JournalEntry entry =
                new JournalEntry(SERVICE, change(5), ServiceState.APPLIED, List.of(a, b, c), PROFILE.fingerprint());

        assertThat(new SyncPlanner(PROFILE)
                        .plan(new ServiceEvent.Declared(SERVICE, change(6), declared, null), entry, registry))
                .isEqualTo(new SyncPlan.Change(List.of(
                        new ModelStep.Replace(a, PROVIDER),
                        new ModelStep.Keep(b),
                        new ModelStep.Replace(c, PROVIDER))));
    }

    private static RegisteredModel registered(ModelSpec spec) {
        return new RegisteredModel(spec.name(), spec.provider(), spec.config());
    }

    private static ChangeId change(long revision) {
        return new ChangeId("uid:" + revision, "uid", revision, Instant.EPOCH);
    }
}
