package dev.modelsync.events.registration.rules;

import dev.modelsync.provider.address.Endpoint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registration that keeps every rule: normalised, with its models resolved.
 *
 * @param credentials the fields of new credentials, null when none are given
 */
public record Registration(
        String name,
        Provider provider,
        Endpoint endpoint,
        ApiProtocol protocol,
        boolean allowInsecure,
        @Nullable Map<String, String> credentials,
        List<Model> models,
        Map<String, String> labels,
        @Nullable String reason) {

    public Registration {
        models = List.copyOf(models);
        labels = Map.copyOf(labels);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "Registration[name=" + name + ", provider=" + provider + ", endpoint=" + endpoint + "]";
    }
}
