package dev.modelsync.events.activity.entry;

import dev.modelsync.schema.ClusterState;
import dev.modelsync.schema.CredentialDelivery;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields in which two states of a service, or of a cluster, differ. Found by comparing, not by what the event names
 * as changed. Of labels and models only those that differ.
 */
final class StateDifference {
    private StateDifference() {}

    /** What {@code state} has that {@code other} has not, or has otherwise; everything when there is no other. */
    static Map<String, Object> of(@Nullable ServiceState state, @Nullable ServiceState other) {
        return differing(state == null ? Map.of() : fields(state), other == null ? Map.of() : fields(other));
    }

    /** As above, of a cluster. */
    static Map<String, Object> of(@Nullable ClusterState state, @Nullable ClusterState other) {
        Map<String, Object> differing =
                differing(state == null ? Map.of() : fields(state), other == null ? Map.of() : fields(other));
        if (state != null && (isDirect(state) || isDirect(other))) {
            differing.putAll(differing(delivery(state), other == null ? Map.of() : delivery(other)));
        }
        return differing;
    }

    private static boolean isDirect(@Nullable ClusterState state) {
        return state != null && state.getDelivery() == CredentialDelivery.DIRECT;
    }

    /** Told only where it is or was DIRECT: of events from before there was a choice, the same is to be told as then. */
    private static Map<String, Object> delivery(ClusterState state) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("delivery", state.getDelivery().name());
        if (state.getSealingKeyId() != null) {
            fields.put("sealingKeyId", state.getSealingKeyId());
        }
        return fields;
    }

    private static Map<String, Object> differing(Map<String, Object> fields, Map<String, Object> others) {
        Map<String, Object> differing = new TreeMap<>();
        fields.forEach((name, value) -> {
            Object other = others.get(name);
            if (value instanceof Map<?, ?> parts) {
                Map<Object, Object> rest = new TreeMap<>(parts);
                rest.entrySet().removeIf(part -> isIn(other, part));
                if (!rest.isEmpty()) {
                    differing.put(name, rest);
                }
            } else if (!Objects.equals(value, other)) {
                differing.put(name, value);
            }
        });
        return differing;
    }

    private static boolean isIn(@Nullable Object parts, Map.Entry<?, ?> part) {
        return parts instanceof Map<?, ?> map && part.getValue().equals(map.get(part.getKey()));
    }

    private static Map<String, Object> fields(ServiceState state) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("provider", state.getProvider());
        fields.put("endpointUrl", state.getEndpointUrl());
        fields.put("apiProtocolVersion", state.getApiProtocolVersion());
        fields.put("allowInsecure", state.getAllowInsecure());
        fields.put("credentialVersion", state.getCredentialVersion());
        fields.put("labels", new TreeMap<>(state.getLabels()));
        Map<String, Object> models = new TreeMap<>();
        state.getModels().forEach(model -> models.put(model.getRegistryName(), fields(model)));
        fields.put("models", models);
        return fields;
    }

    private static Map<String, Object> fields(ClusterState state) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("project", state.getProjectId());
        fields.put("location", state.getLocation().name());
        fields.put("labels", new TreeMap<>(state.getLabels()));
        fields.put("enrolledAt", state.getEnrolledAt().toString());
        Instant revokedAt = state.getRevokedAt();
        if (revokedAt != null) {
            fields.put("revokedAt", revokedAt.toString());
        }
        return fields;
    }

    private static Map<String, Object> fields(ModelState model) {
        return new TreeMap<>(Map.of(
                "upstreamModel", model.getUpstreamModel(),
                "function", model.getFunction(),
                "aidbProvider", model.getAidbProvider(),
                "requestPath", model.getRequestPath()));
    }
}
