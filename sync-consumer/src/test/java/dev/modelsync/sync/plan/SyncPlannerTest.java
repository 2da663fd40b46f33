package dev.modelsync.sync.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.modelsync.sync.plan.PlanText.nameOf;
import static dev.modelsync.sync.plan.PlanText.stepsOf;
import static org.assertj.core.api.Assertions.assertThat;

class SyncPlannerTest {
    private static final String PROVIDER = "openai_embeddings";
    private static final String OTHER_PROVIDER = "openai_completions";
    private static final ServiceKey SERVICE = new ServiceKey("demo", "openai-prod");
    private static final ServiceKey ANOTHER_SERVICE = new ServiceKey("demo", "another");
    private static final ClusterProfile PROFILE =
            new ClusterProfile("primary", "demo", new Delivery.ThroughProxy("http://proxy", true, "token-mark"));
    private static final long DECIDED = 5;

    private final SyncPlanner planner = new SyncPlanner(PROFILE);

    /** Which event is looked at more closely, by what the journal remembers of the service, at revision 5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            event       | revision | unknown    | APPLIED  | REMOVED  | SKIPPED  | PARKED | other profile
            Declared    | 4        | change     | STALE    | STALE    | STALE    | STALE  | STALE
            Declared    | 5        | change     | REPEATED | REPEATED | REPEATED | change | change
            Declared    | 6        | change     | change   | change   | change   | change | change
            Withdrawn   | 4        | change     | STALE    | STALE    | STALE    | STALE  | STALE
            Withdrawn   | 5        | change     | REPEATED | REPEATED | REPEATED | change | change
            Withdrawn   | 6        | change     | change   | change   | change   | change | change
            Purged      | 0        | NEVER_SEEN | forget   | forget   | forget   | forget | forget
            """)
    void shouldLookAtAnEventByWhatTheJournalRemembers(ArgumentsAccessor row) {
        ServiceEvent event = event(row.getString(0), row.getLong(1), List.of(declared("m")));
        RegistryState empty = registry(Map.of(), ProviderState.OURS);
        List<String> decided = new ArrayList<>();
        decided.add(nameOf(planner.plan(event, null, empty)));
        for (ServiceState state : ServiceState.values()) {
            decided.add(nameOf(planner.plan(event, entry(state, PROFILE.fingerprint()), empty)));
        }
        decided.add(nameOf(planner.plan(event, entry(ServiceState.APPLIED, "other"), empty)));

        assertThat(decided)
                .containsExactly(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7));
    }

    /**
     * What becomes of one model, by whether we own its name, what the registry holds under it, and
     * whose credentials its provider has.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            event     | owned   | registry  | UNKNOWN          | NO_CREDENTIALS | OURS        | OURS_OUTDATED | FOREIGN                        | OF_ANOTHER_SERVICE
            Declared  | no      | absent    | UNKNOWN_PROVIDER | create         | create      | create        | CREDENTIAL_CONFLICT | CREDENTIAL_CONFLICT
            Declared  | no      | as wanted | skip             | skip           | skip        | skip          | skip | skip
            Declared  | no      | as before | skip             | skip           | skip        | skip          | skip | skip
            Declared  | no      | another's | skip             | skip           | skip        | skip          | skip | skip
            Declared  | another | absent    | skip             | skip           | skip        | skip          | skip | skip
            Declared  | another | as wanted | skip             | skip           | skip        | skip          | skip | skip
            Declared  | yes     | absent    | UNKNOWN_PROVIDER | create         | create      | create        | CREDENTIAL_CONFLICT | CREDENTIAL_CONFLICT
            Declared  | yes     | as wanted | keep             | replace        | keep        | replace       | keep | CREDENTIAL_CONFLICT
            Declared  | yes     | as before | UNKNOWN_PROVIDER | replace        | replace     | replace       | WOULD_DROP_FOREIGN_CREDENTIALS | CREDENTIAL_CONFLICT
            Declared  | yes     | another's | disown skip      | disown skip    | disown skip | disown skip   | disown skip | disown skip
            Withdrawn | no      | absent    | nothing          | nothing        | nothing     | nothing       | nothing | nothing
            Withdrawn | no      | another's | nothing          | nothing        | nothing     | nothing       | nothing | nothing
            Withdrawn | yes     | absent    | disown           | disown         | disown      | disown        | disown | disown
            Withdrawn | yes     | as wanted | remove           | remove         | remove      | remove        | WOULD_DROP_FOREIGN_CREDENTIALS | remove
            Withdrawn | yes     | as before | remove           | remove         | remove      | remove        | WOULD_DROP_FOREIGN_CREDENTIALS | remove
            Withdrawn | yes     | another's | disown           | disown         | disown      | disown        | disown | disown
            Purged    | yes     | absent    | disown           | disown         | disown      | disown        | disown | disown
            Purged    | yes     | as wanted | remove           | remove         | remove      | remove        | WOULD_DROP_FOREIGN_CREDENTIALS | remove
            Purged    | yes     | as before | remove           | remove         | remove      | remove        | WOULD_DROP_FOREIGN_CREDENTIALS | remove
            Purged    | yes     | another's | disown           | disown         | disown      | disown        | disown | disown
            """)
    void shouldDecideAModelByOwnerRegistryAndCredentials(ArgumentsAccessor row) {
        ServiceEvent event = event(row.getString(0), DECIDED + 1, List.of(declared("m")));
        boolean ours = row.getString(1).equals("yes");
        JournalEntry entry =
                entry(ServiceState.APPLIED, PROFILE.fingerprint(), ours ? List.of(before("m")) : List.of());
        Map<String, RegisteredModel> held = switch (row.getString(2)) {
            case "as wanted" -> Map.of("m", registered(spec("m")));
            case "as before" -> Map.of("m", registered(before("m")));
            case "another's" ->
                Map.of("m", new RegisteredModel("m", PROVIDER, Map.of("url", "https://api.openai.com")));
            default -> Map.of();
        };
        Map<String, ServiceKey> owners = switch (row.getString(1)) {
            case "yes" -> Map.of("m", SERVICE);
            case "another" -> Map.of("m", ANOTHER_SERVICE);
            default -> Map.of();
        };
        for (ProviderState credentials : ProviderState.values()) {
            RegistryState registry = new RegistryState(
                    held, owners, credentials == ProviderState.UNKNOWN ? Map.of() : Map.of(PROVIDER, credentials));

            assertThat(stepsOf(planner.plan(event, entry, registry)))
                    .as(credentials.name())
                    .isEqualTo(row.getString(3 + credentials.ordinal()));
        }
    }

    @Test
    void shouldIgnoreAServiceOfAnotherProject() {
        ServiceEvent event = new ServiceEvent.Declared(
                new ServiceKey("other", "openai-prod"), change(1), List.of(declared("m")), null);

        assertThat(planner.plan(event, null, registry(Map.of(), ProviderState.OURS)))
                .isEqualTo(new SyncPlan.Nothing(SyncPlan.Why.OTHER_PROJECT));
    }

    @Test
    void shouldPointModelsAtTheProxy() {
        ServiceEvent event = event("Declared", 1, List.of(declared("m")));

        SyncPlan plan = planner.plan(event, null, registry(Map.of(), ProviderState.OURS));

        ModelSpec expected = new ModelSpec(
                "m",
                PROVIDER,
                "text-embedding-3-small",
                "http://proxy/projects/demo/services/openai-prod/v1/embeddings");
        assertThat(plan).isEqualTo(new SyncPlan.Change(List.of(new ModelStep.Create(expected))));
        assertThat(expected.config())
                .isEqualTo(Map.of("model", "text-embedding-3-small", "url", expected.url(), "is_hcp_model", true));
    }

    @Test
    void shouldGiveUpANameBeforeTakingAnother() {
        ServiceEvent event = event("Declared", DECIDED + 1, List.of(declared("new")));
        JournalEntry entry = entry(ServiceState.APPLIED, PROFILE.fingerprint(), List.of(spec("old")));
        RegistryState registry = registry(Map.of("old", registered(spec("old"))), ProviderState.OURS);

        assertThat(planner.plan(event, entry, registry))
                .isEqualTo(new SyncPlan.Change(
                        List.of(new ModelStep.Remove("old", PROVIDER), new ModelStep.Create(spec("new")))));
    }

    @Test
    void shouldGoOnWithTheOtherModelsWhenANameIsTaken() {
        ServiceEvent event = event("Declared", 1, List.of(declared("taken"), declared("free")));
        RegisteredModel handMade = new RegisteredModel("taken", PROVIDER, Map.of());

        SyncPlan plan = planner.plan(event, null, registry(Map.of("taken", handMade), ProviderState.OURS));

        assertThat(plan)
                .isEqualTo(new SyncPlan.Change(
                        List.of(new ModelStep.Skip("taken", Reason.NAME_TAKEN), new ModelStep.Create(spec("free")))));
        assertThat(((SyncPlan.Change) plan).namesLeftOut()).containsExactly("taken");
    }

    @Test
    void shouldRemoveWhatItOwnsWhereTheProxyCannotBeReached() {
        SyncPlanner unreachable = new SyncPlanner(
                new ClusterProfile("secondary", "demo", new Delivery.ThroughProxy("", false, "token-mark")));
        ServiceEvent event = event("Declared", DECIDED, List.of(declared("m")));
        JournalEntry entry = entry(ServiceState.APPLIED, PROFILE.fingerprint(), List.of(spec("m")));
        RegistryState registry = registry(Map.of("m", registered(spec("m"))), ProviderState.OURS);

        assertThat(unreachable.plan(event, entry, registry))
                .isEqualTo(new SyncPlan.Change(List.of(
                        new ModelStep.Remove("m", PROVIDER), new ModelStep.Skip("m", Reason.PROXY_UNREACHABLE))));
    }

    @Test
    void shouldRenewTheCredentialsOfAProviderOnce() {
        ServiceEvent event = event("Declared", DECIDED + 1, List.of(declared("a"), declared("b")));
        JournalEntry entry = entry(ServiceState.APPLIED, PROFILE.fingerprint(), List.of(spec("a"), spec("b")));
        RegistryState registry =
                registry(Map.of("a", registered(spec("a")), "b", registered(spec("b"))), ProviderState.OURS_OUTDATED);

        assertThat(stepsOf(planner.plan(event, entry, registry))).isEqualTo("replace keep");
    }

    @Test
    void shouldRefuseTheWholeServiceWhenOneModelWouldUseForeignCredentials() {
        ServiceEvent event = event(
                "Declared",
                1,
                List.of(declared("a"), new DeclaredModel("b", OTHER_PROVIDER, "gpt-4o", "/v1/chat/completions")));
        RegistryState registry = new RegistryState(
                Map.of(), Map.of(), Map.of(PROVIDER, ProviderState.OURS, OTHER_PROVIDER, ProviderState.FOREIGN));

        SyncPlan plan = planner.plan(event, null, registry);

        assertThat(stepsOf(plan)).isEqualTo("CREDENTIAL_CONFLICT");
        assertThat(((SyncPlan.Park) plan).detail()).contains("'b'").doesNotContain("'a'");
    }

    @Test
    void shouldDeleteFromTheFormerProviderAndCreateOnTheNewOne() {
        ServiceEvent event = event("Declared", DECIDED + 1, List.of(declared("m")));
        ModelSpec former =
                new ModelSpec("m", OTHER_PROVIDER, "gpt-4o", spec("m").url());
        RegistryState registry = new RegistryState(
                Map.of("m", registered(former)),
                Map.of("m", SERVICE),
                Map.of(PROVIDER, ProviderState.OURS, OTHER_PROVIDER, ProviderState.OURS));

        assertThat(planner.plan(event, entry(ServiceState.APPLIED, PROFILE.fingerprint(), List.of(former)), registry))
                .isEqualTo(new SyncPlan.Change(List.of(new ModelStep.Replace(spec("m"), OTHER_PROVIDER))));
    }

    @Test
    void shouldStillOwnAModelWhoseConfigurationSomebodyTunedUnderOurAddress() {
        ServiceEvent event = event("Declared", DECIDED + 1, List.of(declared("m")));
        Map<String, Object> tuned = new LinkedHashMap<>(spec("m").config());
        tuned.put("max_batch_size", 8);
        RegistryState registry = registry(Map.of("m", new RegisteredModel("m", PROVIDER, tuned)), ProviderState.OURS);

        assertThat(stepsOf(planner.plan(
                        event, entry(ServiceState.APPLIED, PROFILE.fingerprint(), List.of(spec("m"))), registry)))
                .isEqualTo("replace");
    }

    private static ServiceEvent event(String kind, long revision, List<DeclaredModel> models) {
        return switch (kind) {
            case "Declared" -> new ServiceEvent.Declared(SERVICE, change(revision), models, null);
            case "Withdrawn" -> new ServiceEvent.Withdrawn(SERVICE, change(revision));
            default -> new ServiceEvent.Purged(SERVICE);
        };
    }

    private static ChangeId change(long revision) {
        return new ChangeId("uid:" + revision, "uid", revision, Instant.EPOCH);
    }

    private static DeclaredModel declared(String name) {
        return new DeclaredModel(name, PROVIDER, "text-embedding-3-small", "/v1/embeddings");
    }

    private static ModelSpec spec(String name) {
        return declared(name).at("http://proxy/projects/demo/services/openai-prod", ModelSpec.Route.PROXY);
    }

    /** The model as an earlier revision had it. */
    private static ModelSpec before(String name) {
        return new ModelSpec(
                name, PROVIDER, "text-embedding-ada-002", spec(name).url());
    }

    private static RegisteredModel registered(ModelSpec spec) {
        return new RegisteredModel(spec.name(), spec.provider(), spec.config());
    }

    private static RegistryState registry(Map<String, RegisteredModel> models, ProviderState credentials) {
        return new RegistryState(models, Map.of(), Map.of(PROVIDER, credentials));
    }

    private static JournalEntry entry(ServiceState state, String profile) {
        return new JournalEntry(SERVICE, change(DECIDED), state, List.of(), profile);
    }

    private static JournalEntry entry(ServiceState state, String profile, List<ModelSpec> owned) {
        return new JournalEntry(SERVICE, change(DECIDED), state, owned, profile);
    }
}
