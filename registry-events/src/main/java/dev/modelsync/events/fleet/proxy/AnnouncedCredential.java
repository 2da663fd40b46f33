package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.provider.secret.SecretReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The credential that a service has by its topic.
 *
 * @param key of the events, {@code project/name}
 * @param reference null without a credential
 * @param place of the event that announced it
 */
record AnnouncedCredential(String key, String uid, @Nullable SecretReference reference, Place place, Instant at) {
    /** On the service topic. */
    record Place(int partition, long offset) {}

    int version() {
        return reference == null ? 0 : reference.version();
    }

    /** Whether it is that of the row; a row that is newer has not been announced yet. */
    boolean isOf(InferenceService service) {
        SecretReference given = service.settings().credential();
        return uid.equals(service.uid().toString()) && given != null && given.equals(reference);
    }
}
