package dev.modelsync.events.registration.preview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write would do, when everything goes as it should.
 *
 * @param changedFields of the service, empty when nothing would change
 */
public record Impact(String project, String name, List<String> changedFields, List<OnCluster> clusters) {
    public Impact {
        changedFields = List.copyOf(changedFields);
        clusters = List.copyOf(clusters);
    }

    /** @param silent whether it would have to wait until the cluster is heard again */
    public record OnCluster(String cluster, boolean silent, List<OnModel> models) {
        public OnCluster {
            models = List.copyOf(models);
        }
    }

    /** @param reason for SKIP: of the worker's closed set */
    public record OnModel(
            String registryName, Action action, @Nullable String reason) {}

    /** The closed set. */
    public enum Action {
        CREATE,
        EDIT,
        REMOVE,
        LEAVE,
        SKIP
    }
}
