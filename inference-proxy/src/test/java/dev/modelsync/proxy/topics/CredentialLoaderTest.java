package dev.modelsync.proxy.topics;

import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.provider.secret.SecretStoreException;
import dev.modelsync.proxy.routes.Credential;
import dev.modelsync.proxy.routes.Credential.Absence;
import dev.modelsync.proxy.routes.Credential.Absent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CredentialLoaderTest {
    private static final SecretReference ONE = new SecretReference("one", 1);
    private static final Secret SECRET = new Secret(Map.of("apiKey", "sk-one"));

    private final FakeStore store = new FakeStore();
    private final CredentialLoader loader = new CredentialLoader(store);

    @AfterEach
    void close() {
        store.gate.countDown();
        loader.close();
    }

    @Test
    void shouldWaitForNobody() {
        store.close();
        assertThat(loader.find(ONE)).isEqualTo(new Absent(Absence.LOADING));
        assertThat(loader.isBusy()).isTrue();
        assertThat(loader.hasAnswered()).isFalse();

        store.secrets.put(ONE, SECRET);
        store.gate.countDown();
        await().until(() -> loader.find(ONE).equals(new Credential.Loaded(SECRET)));
        assertThat(loader.hasAnswered()).isTrue();
    }

    @Test
    void shouldLoadWhatComesLater() {
        await().until(() -> loader.find(ONE).equals(new Absent(Absence.NOT_IN_STORE)));
        long before = loader.changes();

        store.secrets.put(ONE, SECRET);
        await().until(() -> loader.changes() > before);
        await().until(() -> loader.find(ONE).equals(new Credential.Loaded(SECRET)));
        assertThat(loader.isAway()).isFalse();
    }

    @Test
    void shouldNotTakeOneThatDoesNotOpenForAStoreThatFails() {
        store.failing.put(ONE, new SecretStoreException("does not open", false));
        SecretReference other = new SecretReference("other", 1);
        store.secrets.put(other, SECRET);

        await().until(() -> loader.find(ONE).equals(new Absent(Absence.UNREADABLE)));
        await().until(() -> loader.find(other) instanceof Credential.Loaded);
        assertThat(loader.isAway()).isFalse();
    }

    @Test
    void shouldAskAStoreThatIsAwayForFewAndLoadAllWhenItIsBack() {
        Set<SecretReference> all = IntStream.range(0, 5_000)
                .mapToObj(n -> new SecretReference("many-" + n, 1))
                .collect(toSet());
        store.close();
        store.away = true;
        all.forEach(loader::find);
        store.gate.countDown();

        await().until(() ->
                all.stream().allMatch(one -> loader.find(one).equals(new Absent(Absence.STORE_UNAVAILABLE))));
        assertThat(store.asked.get()).isLessThan(100);
        assertThat(store.atOnce.get()).isLessThanOrEqualTo(8);
        assertThat(loader.isAway()).isTrue();
        assertThat(loader.find(ONE)).isEqualTo(new Absent(Absence.STORE_UNAVAILABLE));

        all.forEach(one -> store.secrets.put(one, SECRET));
        store.away = false;
        await().until(() -> all.stream().allMatch(one -> loader.find(one) instanceof Credential.Loaded));
        assertThat(loader.isAway()).isFalse();
    }

    @Test
    void shouldForgetWhatNobodyWants() {
        store.secrets.put(ONE, SECRET);
        await().until(() -> loader.find(ONE) instanceof Credential.Loaded);

        loader.keepOnly(Set.of());
        store.close();
        assertThat(loader.find(ONE)).isEqualTo(new Absent(Absence.LOADING));
    }

    private static final class FakeStore implements SecretStore {
        final Map<SecretReference, Secret> secrets = new ConcurrentHashMap<>();
        final Map<SecretReference, RuntimeException> failing = new ConcurrentHashMap<>();
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger now = new AtomicInteger();
        volatile boolean away;
        volatile CountDownLatch gate = new CountDownLatch(0);

        void close() {
            gate = new CountDownLatch(1);
        }

        @Override
        public void put(SecretReference reference, Secret secret) {
            secrets.put(reference, secret);
        }

        @Override
        public Optional<Secret> get(SecretReference reference) {
            asked.incrementAndGet();
            atOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                gate.await();
                RuntimeException failure = away ? new SecretStoreException("no answer", true) : failing.get(reference);
                if (failure != null) {
                    throw failure;
                }
                return Optional.ofNullable(secrets.get(reference));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                now.decrementAndGet();
            }
        }

        @Override
        public void delete(SecretReference reference) {
            secrets.remove(reference);
        }
    }
}
