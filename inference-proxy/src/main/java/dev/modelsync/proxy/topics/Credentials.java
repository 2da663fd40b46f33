package dev.modelsync.proxy.topics;

import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.provider.secret.SecretStoreException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Credentials of the secret store. A store that fails is as one that has not got the credential yet: it is asked again. */
final class Credentials {
    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final SecretStore store;
    private boolean failing;

    Credentials(SecretStore store) {
        this.store = store;
    }

    Optional<Secret> find(SecretReference reference) {
        try {
            Optional<Secret> found = store.get(reference);
            failing = false;
            return found;
        } catch (SecretStoreException e) {
            if (!failing) {
                log.warn("The secret store fails, services keep the credentials that they had", e);
            }
            failing = true;
            return Optional.empty();
        }
    }
}
