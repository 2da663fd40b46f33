package dev.modelsync.events.seal;

import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.contract.seal.SealingKey;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.seal.Sealing.Done;
import dev.modelsync.events.seal.Sealing.Obstructed;
import dev.modelsync.events.seal.plan.Announced.Credential;
import dev.modelsync.events.seal.plan.RecordKey;
import dev.modelsync.events.seal.plan.Step;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.provider.secret.SecretStoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SealerTest {
    private static final String KEY = "sk-canary";

    private final OpeningKey cluster = OpeningKey.generate();
    private final SealingKey key = cluster.sealingKey();
    private final Map<String, Delivery> table = new HashMap<>(Map.of("edge", new Delivery.Direct(key.toJson())));
    private final Store store = new Store();
    private final Sealer sealer = new Sealer(store, id -> Optional.ofNullable(table.get(id)));

    @Test
    void shouldSealForTheClusterAsWhatItIs() {
        store.content = new Secret(Map.of("apiKey", KEY));

        assertThat(opened(sealer.seal(step("uid-1-a", key.id())))).isEqualTo(Map.of("apiKey", KEY));
    }

    @Test
    void shouldReadACredentialOnceForAllClusters() {
        store.content = new Secret(Map.of("apiKey", KEY));
        table.put("edge-2", new Delivery.Direct(key.toJson()));

        sealer.seal(step("uid-1-a", key.id()));
        sealer.seal(new Step.Seal(new RecordKey("edge-2", "demo", "gpt"), credential("uid-1-a"), key.id()));

        assertThat(store.asked).isEqualTo(1);
    }

    @Test
    void shouldKeepAKeyThatOnlySigns() {
        store.content = new Secret(Map.of("accessKeyId", "AKIA", "secretAccessKey", KEY));

        assertThat(opened(sealer.seal(step("uid-1-a", key.id())))).isEqualTo(Map.of("accessKeyId", "AKIA"));
    }

    @Test
    void shouldSayWhatIsInTheWay() {
        assertThat(obstacle(step(null, key.id()))).isEqualTo(Obstacle.NOT_ANNOUNCED);
        assertThat(obstacle(step("Not A Reference", key.id()))).isEqualTo(Obstacle.NOT_ANNOUNCED);
        assertThat(obstacle(step("uid-1-a", key.id()))).isEqualTo(Obstacle.CREDENTIAL_MISSING);
        assertThat(obstacle(step("uid-1-a", "another key"))).isEqualTo(Obstacle.KEY_REPLACED);
        table.put("edge", new Delivery.Proxy());
        assertThat(obstacle(step("uid-1-a", key.id()))).isEqualTo(Obstacle.KEY_REPLACED);
        table.clear();
        assertThat(obstacle(step("uid-1-a", key.id()))).isEqualTo(Obstacle.KEY_REPLACED);
    }

    @Test
    void shouldNotSealWithWhatIsNotAKeyAsTheClusterWritesIt() {
        store.content = new Secret(Map.of("apiKey", KEY));

        for (String text : new String[] {"nonsense", key.toJson() + " ", cluster.reveal()}) {
            table.put("edge", new Delivery.Direct(text));
            assertThat(obstacle(step("uid-1-a", SealingKey.id(text)))).isEqualTo(Obstacle.KEY_UNUSABLE);
        }
    }

    @Test
    void shouldKeepTheCauseOfAStoreThatFails() {
        store.failure = new SecretStoreException("Secret uid-1-a cannot be read", false);

        Sealing sealing = sealer.seal(step("uid-1-a", key.id()));

        assertThat(sealing).isEqualTo(new Obstructed(Obstacle.STORE_FAILING, store.failure));
    }

    private Map<String, String> opened(Sealing sealing) {
        byte[] ciphertext = ((Done) sealing).ciphertext();
        return cluster.open(new CredentialSubject("edge", "demo", "gpt", "uid-1", 1), ciphertext)
                .orElseThrow();
    }

    /** By a sealer that has read nothing yet. */
    private Obstacle obstacle(Step.Seal step) {
        Sealing sealing = new Sealer(store, id -> Optional.ofNullable(table.get(id))).seal(step);
        return ((Obstructed) sealing).obstacle();
    }

    private static Step.Seal step(@Nullable String ref, String keyId) {
        return new Step.Seal(new RecordKey("edge", "demo", "gpt"), credential(ref), keyId);
    }

    private static Credential credential(@Nullable String ref) {
        return new Credential("uid-1", 1, ref);
    }

    private static final class Store implements SecretStore {
        private @Nullable Secret content;
        private @Nullable SecretStoreException failure;
        private int asked;

        @Override
        public Optional<Secret> get(SecretReference reference) {
            asked++;
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(content);
        }

        @Override
        public void put(SecretReference reference, Secret secret) {
            throw new AssertionError("Sealing stores nothing");
        }

        @Override
        public void delete(SecretReference reference) {
            throw new AssertionError("Sealing deletes nothing");
        }
    }
}
