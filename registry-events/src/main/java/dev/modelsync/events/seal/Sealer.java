package dev.modelsync.events.seal;

import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.NativeCredential;
import dev.modelsync.contract.seal.SealingKey;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.seal.Sealing.Done;
import dev.modelsync.events.seal.Sealing.Obstructed;
import dev.modelsync.events.seal.plan.Announced.Credential;
import dev.modelsync.events.seal.plan.Step;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.provider.secret.SecretStoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Seals credentials. What it has read once it does not read again, so it is for one turn and no longer. */
final class Sealer {
    private static final String SIGNING_KEY = "secretAccessKey";

    private final SecretStore secrets;
    private final Function<String, Optional<Delivery>> table;
    private final Map<SecretReference, Read> read = new HashMap<>();
    private final Map<String, Optional<Delivery>> deliveries = new HashMap<>();

    /** @param table how credentials are delivered to a cluster, by its row */
    Sealer(SecretStore secrets, Function<String, Optional<Delivery>> table) {
        this.secrets = secrets;
        this.table = table;
    }

    private interface Read {
        Sealing with(SealingKey key, CredentialSubject subject);
    }

    /** @throws org.springframework.dao.DataAccessException when the database does not answer */
    Sealing seal(Step.Seal step) {
        Credential credential = step.credential();
        Optional<SecretReference> reference = reference(credential);
        if (reference.isEmpty()) {
            return new Obstructed(Obstacle.NOT_ANNOUNCED, null);
        }
        Optional<Delivery> delivery = deliveries.computeIfAbsent(step.key().cluster(), table);
        if (delivery.isEmpty() || !step.keyId().equals(delivery.get().sealingKeyId())) {
            return new Obstructed(Obstacle.KEY_REPLACED, null);
        }
        Optional<SealingKey> key = key(delivery.get());
        return key.map(usable ->
                        read.computeIfAbsent(reference.get(), this::read).with(usable, subject(step)))
                .orElseGet(() -> new Obstructed(Obstacle.KEY_UNUSABLE, null));
    }

    private static Optional<SecretReference> reference(Credential credential) {
        try {
            return Optional.ofNullable(credential.ref()).map(ref -> new SecretReference(ref, credential.version()));
        } catch (IllegalArgumentException e) {
            // Announced by nobody of ours.
            return Optional.empty();
        }
    }

    /** Empty as well for a key that is not written as the cluster writes it: the two would not agree on its id. */
    private static Optional<SealingKey> key(Delivery delivery) {
        try {
            return Optional.ofNullable(delivery.sealingKey())
                    .map(SealingKey::parse)
                    .filter(key -> key.id().equals(delivery.sealingKeyId()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Read read(SecretReference reference) {
        try {
            Optional<Secret> found = secrets.get(reference);
            Map<String, String> fields = found.map(Sealer::usable).orElseGet(Map::of);
            return found.isPresent()
                    ? (key, subject) -> new Done(key.seal(subject, fields))
                    : (key, subject) -> new Obstructed(Obstacle.CREDENTIAL_MISSING, null);
        } catch (SecretStoreException e) {
            return (key, subject) -> new Obstructed(Obstacle.STORE_FAILING, e);
        }
    }

    /** AIDB signs no requests: a key that is for signing only is of no use to a cluster, and stays here. */
    private static Map<String, String> usable(Secret secret) {
        Map<String, String> fields = new TreeMap<>(secret.reveal());
        if (NativeCredential.apiKeyIn(fields).isEmpty()) {
            fields.remove(SIGNING_KEY);
        }
        return fields;
    }

    private static CredentialSubject subject(Step.Seal step) {
        return new CredentialSubject(
                step.key().cluster(),
                step.key().project(),
                step.key().service(),
                step.credential().uid(),
                step.credential().version());
    }
}
