package dev.modelsync.sync.plan;

import dev.modelsync.sync.plan.Forecast.Model;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person is told of a plan before it is followed. */
class ForecastTest {
    private static final String PROVIDER = "openai_embeddings";
    private static final ServiceKey SERVICE = new ServiceKey("demo", "openai-prod");
    private static final ClusterProfile PROFILE =
            new ClusterProfile("primary", "demo", new Delivery.ThroughProxy("http://proxy:8090", true, "token"));
    private static final DeclaredModel DECLARED =
            new DeclaredModel("a", PROVIDER, "text-embedding-3-small", "/v1/embeddings");
    private static final ModelSpec MINE = new ModelSpec(
            "a",
            PROVIDER,
            "text-embedding-3-small",
            "http://proxy:8090/projects/demo/services/openai-prod/v1/embeddings");
    private static final RegisteredModel HELD = new RegisteredModel("a", PROVIDER, MINE.config());
    private static final JournalEntry ENTRY =
            new JournalEntry(SERVICE, change(5), ServiceState.APPLIED, List.of(MINE), PROFILE.fingerprint()).reopened();

    private final SyncPlanner planner = new SyncPlanner(PROFILE);

    @Test
    void shouldLeaveWhatIsAsItShouldBe() {
        Forecast forecast = forecast(declared(5), ENTRY, registry(HELD));

        assertThat(told(forecast)).isEqualTo("a LEAVE AS_WANTED");
        assertThat(forecast.changes()).isFalse();
        assertThat(forecast.left()).isNull();
    }

    @Test
    void shouldTellWhyAModelIsCreated() {
        assertThat(told(forecast(declared(5), ENTRY, registry()))).isEqualTo("a CREATE MISSING");
        assertThat(told(forecast(declared(5), null, registry()))).isEqualTo("a CREATE NEW");
    }

    @Test
    void shouldTellWhyAModelIsEdited() {
        Map<String, Object> other = Map.of("model", "other", "url", MINE.url(), "is_hcp_model", true);
        RegisteredModel changed = new RegisteredModel("a", PROVIDER, other);
        DeclaredModel asked = new DeclaredModel("a", PROVIDER, "text-embedding-3-large", "/v1/embeddings");

        assertThat(told(forecast(declared(5), ENTRY, registry(changed)))).isEqualTo("a EDIT CHANGED");
        assertThat(told(forecast(
                        new ServiceEvent.Declared(SERVICE, change(6), List.of(asked), null), ENTRY, registry(HELD))))
                .isEqualTo("a EDIT ASKED_FOR");
        assertThat(told(forecast(declared(5), ENTRY, withoutCredentials()))).isEqualTo("a EDIT CREDENTIALS");
    }

    @Test
    void shouldTellWhyAModelIsRemoved() {
        Forecast removed = forecast(new ServiceEvent.Withdrawn(SERVICE, change(6)), ENTRY, registry(HELD));
        Forecast gone = forecast(new ServiceEvent.Withdrawn(SERVICE, change(6)), ENTRY, registry());

        assertThat(told(removed)).isEqualTo("a REMOVE NOT_WANTED");
        assertThat(told(gone)).isEqualTo("a REMOVE NOT_OURS");
        assertThat(gone.changes()).isTrue();
    }

    @Test
    void shouldSayThatANameIsTakenOnceThoughItIsGivenUpToo() {
        RegisteredModel foreign = new RegisteredModel("a", PROVIDER, Map.of("model", "hand-made"));

        Forecast forecast = forecast(declared(5), ENTRY, registry(foreign));

        assertThat(told(forecast)).isEqualTo("a SKIP NAME_TAKEN");
        assertThat(forecast.changes()).isTrue();
    }

    @Test
    void shouldLeaveAServiceThatHasGoneOn() {
        Forecast forecast = forecast(declared(4), ENTRY, registry(HELD));

        assertThat(forecast.left()).isEqualTo("STALE");
        assertThat(told(forecast)).isEqualTo("a LEAVE STALE");
        assertThat(forecast.changes()).isFalse();
    }

    @Test
    void shouldNotChangeAServiceThatWouldBeParked() {
        RegistryState registry = new RegistryState(Map.of(), Map.of(), Map.of(PROVIDER, ProviderState.FOREIGN));

        Forecast forecast = forecast(declared(5), ENTRY, registry);

        assertThat(told(forecast)).isEqualTo("a SKIP CREDENTIAL_CONFLICT");
        assertThat(forecast.changes()).isFalse();
    }

    @Test
    void shouldTakePlansForTheSameThatDifferInCredentialsOnly() {
        String kept = forecast(declared(5), ENTRY, registry(HELD)).mark();

        assertThat(forecast(declared(5), ENTRY, withoutCredentials()).mark()).isEqualTo(kept);
        assertThat(forecast(declared(5), ENTRY, withoutCredentials().renewed(Set.of(PROVIDER)))
                        .changes())
                .isFalse();
        assertThat(forecast(declared(5), ENTRY, registry()).mark()).isNotEqualTo(kept);
    }

    private Forecast forecast(ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry) {
        return Forecast.of(planner.plan(event, entry, registry), event, entry, registry);
    }

    private static String told(Forecast forecast) {
        assertThat(forecast.models()).hasSize(1);
        Model model = forecast.models().get(0);
        return model.name() + " " + model.action() + " " + model.reason();
    }

    private static RegistryState registry(RegisteredModel... held) {
        Map<String, RegisteredModel> models = held.length == 0 ? Map.of() : Map.of("a", held[0]);
        return new RegistryState(models, Map.of("a", SERVICE), Map.of(PROVIDER, ProviderState.OURS));
    }

    private static RegistryState withoutCredentials() {
        return new RegistryState(
                Map.of("a", HELD), Map.of("a", SERVICE), Map.of(PROVIDER, ProviderState.NO_CREDENTIALS));
    }

    private static ServiceEvent declared(long revision) {
        return new ServiceEvent.Declared(SERVICE, change(revision), List.of(DECLARED), null);
    }

    private static ChangeId change(long revision) {
        return new ChangeId("uid:" + revision, "uid", revision, Instant.parse("2026-11-26T10:00:00Z"));
    }
}
