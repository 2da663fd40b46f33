package dev.modelsync.events.registration.purge;

import dev.modelsync.provider.secret.SecretReference;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which retired credentials someone still needs, as far as the inference proxies have told. */
public interface NeededCredentials {
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
