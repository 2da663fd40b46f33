package dev.modelsync.sync.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the service topic says about one service: the cluster's view of a change. */
public sealed interface ServiceEvent {

    ServiceKey key();

    /** The change announced; empty for a purge, which is a record without a value. */
    Optional<ChangeId> change();

    /**
     * The service is registered with these models.
     *
     * @param endpoint null where an earlier release has remembered the change, which did not need it
     */
    record Declared(
            ServiceKey key,
            ChangeId announced,
            List<DeclaredModel> models,
            @Nullable Endpoint endpoint) implements ServiceEvent {
        public Declared {
            models = List.copyOf(models);
            Set<String> names = new HashSet<>();
            for (DeclaredModel model : models) {
                if (!names.add(model.name())) {
                    throw new IllegalArgumentException(
                            "Service " + key + ": model name '" + model.name() + "' is declared twice");
                }
            }
        }

        /** @throws IllegalStateException where it is not known: nothing that needs it may be asked of such an event */
        Endpoint knownEndpoint() {
            if (endpoint == null) {
                throw new IllegalStateException("Service " + key + ": its endpoint is not known yet");
            }
            return endpoint;
        }

        @Override
        public Optional<ChangeId> change() {
            return Optional.of(announced);
        }
    }

    /** The service is deregistered. */
    record Withdrawn(ServiceKey key, ChangeId announced) implements ServiceEvent {
        @Override
        public Optional<ChangeId> change() {
            return Optional.of(announced);
        }
    }

    /** The deregistered service has left Hybrid Manager's table: nothing about it has to be remembered. */
    record Purged(ServiceKey key) implements ServiceEvent {
        @Override
        public Optional<ChangeId> change() {
            return Optional.empty();
        }
    }
}
