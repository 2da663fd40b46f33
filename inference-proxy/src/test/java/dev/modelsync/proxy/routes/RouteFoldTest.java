package dev.modelsync.proxy.routes;

import dev.modelsync.provider.auth.ProviderAuth;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.proxy.routes.Lookup.Obstacle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RouteFoldTest {
    private static final ServiceId SERVICE = new ServiceId("demo", "openai");
    private static final String FIRST = "uid-1";

    private final Map<SecretReference, Secret> store = new HashMap<>();
    private final RouteFold fold = new RouteFold(new RouteMaker(ref -> Optional.ofNullable(store.get(ref))));

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

        assertThat(fold.table().find(SERVICE)).isEqualTo(new Lookup.Gone());
    }

    @Test
    void shouldForgetAPurgedServiceButNotItsRevision() {
        keep("a", 1);
        fold.apply(new ServiceDeclared(SERVICE, FIRST, 7, null));
        fold.purge(SERVICE);
        fold.apply(declared(FIRST, 6, "https://late.example.com", new SecretReference("a", 1)));

        assertThat(fold.table().find(SERVICE)).isEqualTo(new Lookup.Unknown());

        fold.apply(declared("uid-2", 8, "https://again.example.com", new SecretReference("a", 1)));
        assertThat(route().endpoint()).hasToString("https://again.example.com");
    }

    @Test
    void shouldGoOnWholeAsItWasUntilTheNewCredentialIsThere() {
        String old = keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://old.example.com", new SecretReference("a", 1)));
        fold.apply(declared(FIRST, 2, "https://new.example.com", new SecretReference("b", 2)));

        assertThat(fold.isWaiting()).isTrue();
        assertThat(fold.retry()).isFalse();
        assertThat(route().endpoint()).hasToString("https://old.example.com");
        assertThat(key(route())).isEqualTo(old);

        String rotated = keep("b", 2);
        assertThat(fold.retry()).isTrue();
        assertThat(fold.isWaiting()).isFalse();
        assertThat(route().endpoint()).hasToString("https://new.example.com");
        assertThat(key(route())).isEqualTo(rotated);
    }

    @Test
    void shouldNotUseTheCredentialOfAnEarlierIncarnation() {
        keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com", new SecretReference("a", 1)));
        fold.apply(declared("uid-2", 2, "https://other.example.com", new SecretReference("b", 1)));

        assertThat(fold.table().find(SERVICE)).isEqualTo(new Lookup.Unready(Obstacle.CREDENTIAL_MISSING));
    }

    @Test
    void shouldEndAServiceThatWaitsForItsCredential() {
        keep("a", 1);
        fold.apply(declared(FIRST, 1, "https://api.example.com", new SecretReference("a", 1)));
        fold.apply(declared(FIRST, 2, "https://api.example.com", new SecretReference("b", 2)));
        fold.apply(new ServiceDeclared(SERVICE, FIRST, 3, null));

        assertThat(fold.table().find(SERVICE)).isEqualTo(new Lookup.Gone());
        assertThat(fold.isWaiting()).isFalse();
    }

    @Test
    void shouldSayThatARegistrationCannotBeUsed() {
        keep("a", 1);
        SecretReference reference = new SecretReference("a", 1);
        fold.apply(new ServiceDeclared(
                SERVICE,
                FIRST,
                1,
                new ServiceDeclared.State("OPENAI", "https://api.example.com", "OPENAI_V9", false, 1, reference)));
        assertThat(fold.table().find(SERVICE)).isEqualTo(new Lookup.Unready(Obstacle.UNUSABLE_REGISTRATION));

        fold.apply(declared(FIRST, 2, "not a url", reference));
        assertThat(fold.table().find(SERVICE)).isEqualTo(new Lookup.Unready(Obstacle.UNUSABLE_REGISTRATION));
        assertThat(fold.table().unready()).isEqualTo(1);
    }

    @Test
    void shouldWaitWhereAnEventDoesNotSayWhichCredential() {
        fold.apply(new ServiceDeclared(
                SERVICE,
                FIRST,
                1,
                new ServiceDeclared.State("OPENAI", "https://api.example.com", "OPENAI_V1", false, 1, null)));

        assertThat(fold.table().find(SERVICE)).isEqualTo(new Lookup.Unready(Obstacle.CREDENTIAL_MISSING));
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

    private Route route() {
        return ((Lookup.Found) fold.table().find(SERVICE)).route();
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
                new ServiceDeclared.State("OPENAI", url, "OPENAI_V1", false, version, credential));
    }
}
