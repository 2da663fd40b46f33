package dev.modelsync.proxy.topics;

import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.provider.secret.SecretStoreException;
import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.routes.Credential;
import dev.modelsync.proxy.routes.Routes;
import dev.modelsync.proxy.topics.TopicReading.Directory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TopicsHealthTest {
    private final Store store = new Store();
    private final CredentialLoader credentials = new CredentialLoader(store);
    private final Freshness freshness = new Freshness(Clock.systemUTC());
    private final TopicsHealth health =
            new TopicsHealth(freshness, new Directory(new Routes(), new Clusters(), new ServedState()), credentials);

    @AfterEach
    void close() {
        credentials.close();
    }

    @Test
    void shouldBeReadyWhenTheTopicsAreReadAndNoCredentialIsNeeded() {
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        freshness.current();

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).doesNotContainKey("secretStore");
    }

    @Test
    void shouldNotBeReadyBeforeTheStoreHasAnsweredOnceAndStayReadyAfterwards() {
        freshness.current();
        credentials.find(new SecretReference("one", 1));
        await().until(credentials::isAway);
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.health().getDetails()).containsKey("secretStore");

        store.away = false;
        await().until(() -> credentials.find(new SecretReference("one", 1)) instanceof Credential.Loaded);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        store.away = true;
        credentials.find(new SecretReference("other", 1));
        await().until(credentials::isAway);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsKey("secretStore");
    }

    private static final class Store implements SecretStore {
        volatile boolean away = true;

        @Override
        public void put(SecretReference reference, Secret secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Secret> get(SecretReference reference) {
            if (away) {
                throw new SecretStoreException("no answer", true);
            }
            return Optional.of(new Secret(Map.of("apiKey", "sk-one")));
        }

        @Override
        public void delete(SecretReference reference) {
            throw new UnsupportedOperationException();
        }
    }
}
