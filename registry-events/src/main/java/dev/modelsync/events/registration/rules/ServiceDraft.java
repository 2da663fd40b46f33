package dev.modelsync.events.registration.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registration as it was asked for, before any rule was applied. Null means not given, or given in
 * a way that has already been reported.
 */
public record ServiceDraft(
        @Nullable String name,
        @Nullable String provider,
        @Nullable String endpointUrl,
        @Nullable String apiProtocolVersion,
        @Nullable Boolean allowInsecure,
        @Nullable Map<String, String> credentials,
        @Nullable List<ModelDraft> models,
        Map<String, String> labels,
        @Nullable String reason) {

    /** A model as it was asked for. */
    public record ModelDraft(
            @Nullable String upstreamModel,
            @Nullable String function,
            @Nullable String registryName) {}

    /** Without the credentials. */
    @Override
    public String toString() {
        return "ServiceDraft[name=" + name + ", provider=" + provider + "]";
    }
}
