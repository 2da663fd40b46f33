package dev.modelsync.sync.plan;

import dev.modelsync.sync.plan.CredentialState.Missing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a cluster does whose models call their providers themselves. */
class DirectDeliveryPlanningTest {
    private static final ClusterProfile PROFILE =
            new ClusterProfile("edge", "demo", new Delivery.Direct("key-of-the-cluster"));
    private static final ServiceKey SERVICE = new ServiceKey("demo", "openai-prod");
    private static final ServiceKey RIVAL = new ServiceKey("demo", "openai-test");
    private static final String PROVIDER = "openai_embeddings";
    private static final CredentialState USABLE = new CredentialState.Usable("mark");
    private static final Endpoint ENDPOINT = new Endpoint("https://api.openai.com", false, 1);

    private final SyncPlanner planner = new SyncPlanner(PROFILE);

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com,     false, https://api.openai.com/v1/embeddings",
        "https://openrouter.ai/api,  false, https://openrouter.ai/api/v1/embeddings",
        "https://nim.example.com/,   true,  https://nim.example.com/v1/embeddings",
    })
    void shouldPointModelsAtTheirProvider(String endpoint, boolean allowInsecure, String url) {
        ServiceEvent event = declared(1, new Endpoint(endpoint, allowInsecure, 1));

        SyncPlan plan = planner.plan(event, null, registry(Map.of(), ProviderState.NO_CREDENTIALS, USABLE));

        ModelSpec model = ((ModelStep.Create) steps(plan).get(0)).model();
        assertThat(model.url()).isEqualTo(url);
        assertThat(model.config())
                .as("it is no model of Hybrid Manager's to AIDB")
                .isEqualTo(
                        allowInsecure
                                ? Map.of(
                                        "model",
                                        "large",
                                        "url",
                                        url,
                                        "tls_config",
                                        Map.of("insecure_skip_verify", true))
                                : Map.of("model", "large", "url", url));
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITED", "UNREADABLE"})
    void shouldLeaveEverythingAsItIsWhileTheCredentialIsMissing(Missing missing) {
        ModelSpec made = made("m", ENDPOINT);
        ServiceEvent moved = declared(6, new Endpoint("https://elsewhere.example.com", false, 2));

        SyncPlan plan = planner.plan(moved, entry(made), registry(held(made), ProviderState.OURS, missing));

        assertThat(plan).isEqualTo(new SyncPlan.Park(missing.reason(), Set.of("m")));
    }

    @ParameterizedTest
    @EnumSource(names = {"NEEDS_PROXY", "WITHDRAWN", "GONE"})
    void shouldRemoveModelsWhoseCredentialIsOfNoUseAnyMore(Missing missing) {
        ModelSpec made = made("m", ENDPOINT);

        SyncPlan plan =
                planner.plan(declared(6, ENDPOINT), entry(made), registry(held(made), ProviderState.OURS, missing));

        assertThat(steps(plan))
                .containsExactly(new ModelStep.Remove("m", PROVIDER), new ModelStep.Skip("m", missing.reason()));
    }

    @Test
    void shouldStoreANewCredentialByMakingOneModelAnew() {
        ModelSpec a = made("m", ENDPOINT);

        SyncPlan plan =
                planner.plan(declared(6, ENDPOINT), entry(a), registry(held(a), ProviderState.OURS_OUTDATED, USABLE));

        assertThat(steps(plan)).containsExactly(new ModelStep.Replace(a, PROVIDER));
    }

    @Test
    void shouldParkTheSecondOfTwoServicesThatNeedDifferentCredentials() {
        SyncPlan plan =
                planner.plan(declared(1, ENDPOINT), null, registry(Map.of(), ProviderState.OF_ANOTHER_SERVICE, USABLE));

        assertThat(plan).isEqualTo(new SyncPlan.Park(Reason.CREDENTIAL_CONFLICT, Set.of("m"), Set.of(RIVAL)));
        assertThat(((SyncPlan.Park) plan).detail()).contains("'m'", "used by service 'openai-test'");
    }

    @Test
    void shouldParkARotationThatAnotherServiceDoesNotFollow() {
        ModelSpec made = made("m", ENDPOINT);

        SyncPlan plan = planner.plan(
                declared(6, ENDPOINT), entry(made), registry(held(made), ProviderState.OF_ANOTHER_SERVICE, USABLE));

        assertThat(((SyncPlan.Park) plan).reason()).isEqualTo(Reason.CREDENTIAL_CONFLICT);
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderState.class,
            names = {"OURS", "OURS_OUTDATED", "OF_ANOTHER_SERVICE", "NO_CREDENTIALS"})
    void shouldAlwaysBeAbleToRemove(ProviderState credentials) {
        ModelSpec made = made("m", ENDPOINT);
        ServiceEvent withdrawn = new ServiceEvent.Withdrawn(SERVICE, change(6));

        assertThat(steps(planner.plan(withdrawn, entry(made), registry(held(made), credentials, Missing.WITHDRAWN))))
                .containsExactly(new ModelStep.Remove("m", PROVIDER));
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITED", "UNREADABLE"})
    void shouldNotKeepModelsOfTheProxyAfterASwitch(Missing missing) {
        ModelSpec proxied = new ModelSpec("m", PROVIDER, "large", "http://proxy/projects/demo/services/openai-prod/v1");

        SyncPlan plan = planner.plan(
                declared(6, ENDPOINT), entry(proxied), registry(held(proxied), ProviderState.OURS, missing));

        assertThat(steps(plan))
                .containsExactly(new ModelStep.Remove("m", PROVIDER), new ModelStep.Skip("m", missing.reason()));
    }

    @Test
    void shouldTurnModelsOfTheProxyIntoDirectOnesAndBack() {
        ModelSpec proxied =
                new ModelSpec("m", PROVIDER, "large", "http://proxy/projects/demo/services/openai-prod/v1/embeddings");
        ModelSpec direct = made("m", ENDPOINT);
        SyncPlanner throughProxy = new SyncPlanner(
                new ClusterProfile("edge", "demo", new Delivery.ThroughProxy("http://proxy", true, "token")));

        assertThat(steps(planner.plan(
                        declared(6, ENDPOINT),
                        entry(proxied),
                        registry(held(proxied), ProviderState.OURS_OUTDATED, USABLE))))
                .containsExactly(new ModelStep.Replace(direct, PROVIDER));
        assertThat(steps(throughProxy.plan(
                        declared(6, ENDPOINT),
                        entry(direct),
                        registry(held(direct), ProviderState.OURS_OUTDATED, new CredentialState.Usable("token")))))
                .containsExactly(new ModelStep.Replace(proxied, PROVIDER));
    }

    /** At the provider's own address, which anybody may use. */
    @Test
    void shouldNotTakeAModelForItsOwnThatSomebodyMadeAtTheSameAddress() {
        ModelSpec made = made("m", ENDPOINT);
        RegisteredModel handMade = new RegisteredModel("m", PROVIDER, Map.of("model", "small", "url", made.url()));

        SyncPlan plan = planner.plan(
                declared(6, ENDPOINT), entry(made), registry(Map.of("m", handMade), ProviderState.OURS, USABLE));

        assertThat(steps(plan)).containsExactly(new ModelStep.Disown("m"), new ModelStep.Skip("m", Reason.NAME_TAKEN));
    }

    @Test
    void shouldWaitForTheTopicWhereAnEarlierReleaseDidNotRememberTheEndpoint() {
        SyncPlan plan = planner.plan(declared(6, null), null, registry(Map.of(), ProviderState.OURS, Missing.AWAITED));

        assertThat(plan).isEqualTo(new SyncPlan.Nothing(SyncPlan.Why.ENDPOINT_UNKNOWN));
    }

    @Test
    void shouldHaveAnotherFingerprintForAnotherKeyOrDelivery() {
        assertThat(Set.of(
                        PROFILE.fingerprint(),
                        new ClusterProfile("edge", "demo", new Delivery.Direct("another key")).fingerprint(),
                        new ClusterProfile("edge", "demo", new Delivery.ThroughProxy("", false, "")).fingerprint()))
                .hasSize(3);
    }

    private static ServiceEvent.Declared declared(long revision, @Nullable Endpoint endpoint) {
        return new ServiceEvent.Declared(
                SERVICE,
                change(revision),
                List.of(new DeclaredModel("m", PROVIDER, "large", "/v1/embeddings")),
                endpoint);
    }

    private static ChangeId change(long revision) {
        return new ChangeId("uid:" + revision, "uid", revision, Instant.EPOCH);
    }

    private static ModelSpec made(String name, Endpoint endpoint) {
        return new DeclaredModel(name, PROVIDER, "large", "/v1/embeddings").at(endpoint.address(), endpoint.route());
    }

    private static JournalEntry entry(ModelSpec owned) {
        return new JournalEntry(SERVICE, change(5), ServiceState.APPLIED, List.of(owned), PROFILE.fingerprint());
    }

    private static Map<String, RegisteredModel> held(ModelSpec model) {
        return Map.of(model.name(), new RegisteredModel(model.name(), model.provider(), model.config()));
    }

    private static RegistryState registry(
            Map<String, RegisteredModel> models, ProviderState state, CredentialState credential) {
        return new RegistryState(
                models,
                Map.of(),
                Map.of(PROVIDER, state),
                Set.of(),
                credential,
                state == ProviderState.OF_ANOTHER_SERVICE ? Map.of(PROVIDER, RIVAL) : Map.of());
    }

    private static List<ModelStep> steps(SyncPlan plan) {
        return ((SyncPlan.Change) plan).steps();
    }
}
