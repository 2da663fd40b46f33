package dev.modelsync.events.registration.view;

import dev.modelsync.events.registration.InferenceService;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** How far the inference proxies are with the credentials of services, as far as they have told. */
public interface ProxyCredentials {
    /** By uid. */
    Map<UUID, CredentialSwitch> of(Collection<InferenceService> services);
}
