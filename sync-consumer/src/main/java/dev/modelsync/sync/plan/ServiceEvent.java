package dev.modelsync.sync.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the service topic says about one service: the cluster's view of a change. */
public sealed interface ServiceEvent {

    ServiceKey key();

    /** The change announced; empty for a purge, which is a record without a value. */
    Optional<ChangeId> change();

    /** The service is registered with these models. */
    record Declared(ServiceKey key, ChangeId announced, List<DeclaredModel> models) implements ServiceEvent {
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
