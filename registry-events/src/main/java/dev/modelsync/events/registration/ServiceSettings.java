package dev.modelsync.events.registration;

import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.provider.secret.SecretReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service is registered with. Texts instead of enumerations, because a row may have been
 * written by another version, or by hand.
 *
 * @param credential where the credentials are, null when the service has none
 */
public record ServiceSettings(
        String provider,
        String endpointUrl,
        String apiProtocolVersion,
        boolean allowInsecure,
        @Nullable SecretReference credential,
        List<Model> models,
        Map<String, String> labels) {

    public ServiceSettings {
        models = List.copyOf(models);
        labels = Map.copyOf(labels);
    }

    /** Grows with each rotation; 0 when the service has no credentials. */
    public int credentialVersion() {
        return credential == null ? 0 : credential.version();
    }

    /** Where the secret store keeps them; null when the service has none. */
    public @Nullable String credentialRef() {
        return credential == null ? null : credential.ref();
    }
}
