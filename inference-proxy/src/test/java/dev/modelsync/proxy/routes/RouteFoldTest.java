package dev.modelsync.proxy.routes;

import dev.modelsync.provider.auth.ProviderAuth;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.proxy.routes.Credential.Absence;
import dev.modelsync.proxy.routes.Lookup.Obstacle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RouteFoldTest {
    private static final ServiceId SERVICE = new ServiceId("demo", "openai");
    private static final String FIRST = "uid-1";

    private final Map<SecretReference, Secret> store = new HashMap<>();
    private Absence why = Absence.NOT_IN_STORE;
    private final RouteMaker maker = new RouteMaker(this::find);
    private final RouteFold fold = new RouteFold(maker, RouteTable.EMPTY);

    private Credential find(SecretReference reference) {
        Secret secret = store.get(reference);
        return secret == null ? new Credential.Absent(why) : new Credential.Loaded(secret);
    }

    @Test
    void shouldRouteWhatIsRegistered() {
        String key = keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com/base", new SecretReference("a", 1)));

        assertThat(route().endpoint()).hasToString("https://api.example.com/base");
        assertThat(key(route())).isEqualTo(key);
        assertThat(fold.table().find(new ServiceId("demo", "other"))).isEqualTo(new Lookup.Unknown());
    }

    @Test
    void shouldFollowTheNewestRevisionInWhateverOrderTheyCome() {
        keep("a", 1);
        keep("b", 2);
        assertThat(fold.apply(declared(FIRST, 5, "https://new.example.com", new SecretReference("b", 2))))
                .isTrue();
        assertThat(fold.apply(declared(FIRST, 4, "https://old.example.com", new SecretReference("a", 1))))
                .isFalse();
        assertThat(fold.apply(declared(FIRST, 5, "https://old.example.com", new SecretReference("a", 1))))
                .isFalse();

        assertThat(route().endpoint()).hasToString("https://new.example.com");
        assertThat(route().credentialVersion()).isEqualTo(2);
    }

    @Test
    void shouldKnowThatAServiceIsGone() {
        keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com", new SecretReference("a", 1)));
        fold.apply(new ServiceDeclared(SERVICE, FIRST, 2, null));

        assertThat(find()).isEqualTo(new Lookup.Gone());
    }

    @Test
    void shouldForgetAPurgedServiceButNotItsRevision() {
        keep("a", 1);
        fold.apply(new ServiceDeclared(SERVICE, FIRST, 7, null));
        fold.purge(SERVICE);
        fold.apply(declared(FIRST, 6, "https://late.example.com", new SecretReference("a", 1)));

        assertThat(find()).isEqualTo(new Lookup.Unknown());

        fold.apply(declared("uid-2", 8, "https://again.example.com", new SecretReference("a", 1)));
        assertThat(route().endpoint()).hasToString("https://again.example.com");
    }

    @Test
    void shouldGoOnWholeAsItWasUntilTheNewCredentialIsThere() {
        String old = keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com/old", new SecretReference("a", 1)));
        fold.settle();
        fold.apply(declared(FIRST, 2, "https://api.example.com/new", new SecretReference("b", 2)));

        assertThat(fold.settle()).isTrue();
        assertThat(fold.settle()).isFalse();
        assertThat(fold.wanted()).containsExactly(new SecretReference("b", 2));
        assertThat(fold.waiting()).containsExactly(new Waiting(SERVICE, 2, 2, 1, Absence.NOT_IN_STORE));
        assertThat(route().endpoint()).hasToString("https://api.example.com/old");
        assertThat(key(route())).isEqualTo(old);

        String rotated = keep("b", 2);
        assertThat(fold.settle()).isTrue();
        assertThat(fold.waiting()).isEmpty();
        assertThat(route().endpoint()).hasToString("https://api.example.com/new");
        assertThat(key(route())).isEqualTo(rotated);
    }

    @Test
    void shouldServeNothingAtAnAddressThatTheRegistrationHasLeft() {
        keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://old.example.com", new SecretReference("a", 1)));
        fold.settle();
        fold.apply(declared(FIRST, 2, "https://new.example.com", new SecretReference("b", 2)));

        why = Absence.LOADING;
        fold.settle();
        assertThat(fold.isLoading()).isTrue();
        assertThat(route().endpoint()).hasToString("https://old.example.com");

        why = Absence.STORE_UNAVAILABLE;
        fold.settle();
        assertThat(fold.isLoading()).isFalse();
        assertThat(find()).isEqualTo(new Lookup.Unready(Obstacle.CREDENTIAL_MISSING));
        assertThat(fold.waiting()).containsExactly(new Waiting(SERVICE, 2, 2, null, Absence.STORE_UNAVAILABLE));
    }

    @Test
    void shouldNotAskAgainForACredentialThatItHolds() {
        String key = keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com", new SecretReference("a", 1)));
        fold.settle();
        store.clear();
        fold.apply(declared(FIRST, 2, "https://api.example.com/eu", new SecretReference("a", 1)));
        fold.settle();

        assertThat(route().endpoint()).hasToString("https://api.example.com/eu");
        assertThat(key(route())).isEqualTo(key);
    }

    @Test
    void shouldGoOnFromWhatWasServedBeforeTheTopicIsReadAnew() {
        String key = keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com", new SecretReference("a", 1)));
        fold.settle();
        store.clear();
        RouteFold again = new RouteFold(maker, fold.table());
        again.apply(declared(FIRST, 2, "https://api.example.com", new SecretReference("b", 2)));
        again.settle();

        assertThat(again.table().find(SERVICE))
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(key(found.route())).isEqualTo(key));
        assertThat(again.waiting()).containsExactly(new Waiting(SERVICE, 2, 2, 1, Absence.NOT_IN_STORE));
        assertThat(new RouteFold(maker, fold.table()).table().find(SERVICE)).isEqualTo(new Lookup.Unknown());
    }

    @Test
    void shouldNotUseTheCredentialOfAnEarlierIncarnation() {
        keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com", new SecretReference("a", 1)));
        fold.apply(declared("uid-2", 2, "https://other.example.com", new SecretReference("b", 1)));

        assertThat(find()).isEqualTo(new Lookup.Unready(Obstacle.CREDENTIAL_MISSING));
    }

    @Test
    void shouldEndAServiceThatWaitsForItsCredential() {
        keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com", new SecretReference("a", 1)));
        fold.apply(declared(FIRST, 2, "https://api.example.com", new SecretReference("b", 2)));
        fold.apply(new ServiceDeclared(SERVICE, FIRST, 3, null));

        assertThat(find()).isEqualTo(new Lookup.Gone());
        assertThat(fold.waiting()).isEmpty();
    }

    @Test
    void shouldSayThatARegistrationCannotBeUsed() {
        keep("a", 1);
        SecretReference reference = new SecretReference("a", 1);
        fold.apply(new ServiceDeclared(
                SERVICE,
                FIRST,
                1,
                new ServiceDeclared.State(
                        "OPENAI", "https://api.example.com", "OPENAI_V9", false, 1, reference, List.of())));
        assertThat(find()).isEqualTo(new Lookup.Unready(Obstacle.UNUSABLE_REGISTRATION));

        fold.apply(declared(FIRST, 2, "not a url", reference));
        assertThat(find()).isEqualTo(new Lookup.Unready(Obstacle.UNUSABLE_REGISTRATION));
        assertThat(fold.table().unready()).isEqualTo(1);
    }

    @Test
    void shouldWaitWhereAnEventDoesNotSayWhichCredential() {
        fold.apply(new ServiceDeclared(
                SERVICE,
                FIRST,
                1,
                new ServiceDeclared.State(
                        "OPENAI", "https://api.example.com", "OPENAI_V1", false, 1, null, List.of())));

        assertThat(find()).isEqualTo(new Lookup.Unready(Obstacle.CREDENTIAL_MISSING));
        assertThat(fold.waiting()).containsExactly(new Waiting(SERVICE, 1, 1, null, Absence.NOT_NAMED));
    }

    @Test
    void shouldRouteAServiceWithoutACredential() {
        fold.apply(declared(FIRST, 1, "https://nim.example.com", null));

        assertThat(key(route())).isNull();
    }

    private String keep(String ref, int version) {
        String key = "sk-" + ref + version;
        store.put(new SecretReference(ref, version), new Secret(Map.of("apiKey", key)));
        return key;
    }

    private Lookup find() {
        fold.settle();
        return fold.table().find(SERVICE);
    }

    private Route route() {
        return ((Lookup.Found) find()).route();
    }

    private static @Nullable String key(Route route) {
        return ((ProviderAuth.Headers) route.auth()).key();
    }

    private static ServiceDeclared declared(
            String uid, long revision, String url, @Nullable SecretReference credential) {
        int version = credential == null ? 0 : credential.version();
        return new ServiceDeclared(
                SERVICE,
                uid,
                revision,
                new ServiceDeclared.State("OPENAI", url, "OPENAI_V1", false, version, credential, List.of()));
    }
}
