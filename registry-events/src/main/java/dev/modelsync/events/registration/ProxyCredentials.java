package dev.modelsync.events.registration;

import dev.modelsync.provider.secret.SecretReference;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the inference proxies serve, as far as they have told. */
public interface ProxyCredentials {
    /** By uid. */
    Map<UUID, CredentialSwitch> of(Collection<InferenceService> services);

    /** Those that a live proxy may still serve, or that no event has replaced yet. */
    Set<SecretReference> needed(Collection<Retired> retired);

    /**
     * A version of a credential that its service has no longer.
     *
     * @param project with {@code name}, the service; null where that was not noted
     */
    record Retired(
            SecretReference reference,
            @Nullable String project,
            @Nullable String name) {}
}
