package dev.modelsync.events.cluster;

import dev.modelsync.events.cluster.Cluster.Location;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster to be enrolled; the names are names. */
public record EnrolmentRequest(
        String id,
        String project,
        Location location,
        Map<String, String> labels,
        Delivery delivery,
        @Nullable String reason) {

    public EnrolmentRequest {
        labels = Map.copyOf(labels);
    }
}
