package dev.modelsync.events.registration.view;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceSettings;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of the endpoints of services, and how to find it out. */
public interface Endpoints {
    /**
     * What a probe that nobody has kept yet found.
     *
     * @param pointer to the field of a registration that is to be mended, when not READY
     */
    record Probe(EndpointStatus status, String pointer) {}

    /** By uid, as found last; services that are not live are not in it. */
    Map<UUID, EndpointStatus> of(Collection<InferenceService> services);

    /**
     * Probes before anything is written, and keeps nothing.
     *
     * @param credentials given with the request, null for those that the settings refer to
     */
    Probe probe(ServiceSettings settings, @Nullable Map<String, String> credentials);

    /** Keeps what the latest probe found, unless the service is another by now. */
    void keep(InferenceService service, EndpointStatus found);

    /** Probes now, keeps what is found, and tells it. */
    EndpointStatus probeNow(InferenceService service);
}
