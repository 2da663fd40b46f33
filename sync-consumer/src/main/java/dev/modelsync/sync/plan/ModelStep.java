package dev.modelsync.sync.plan;

/** What happens to one model of a service. The order in a plan is the order to follow. */
public sealed interface ModelStep {

    String name();

    /** Asks the matching case for its answer. */
    <R> R match(Cases<R> cases);

    /** One answer for each kind of step. */
    interface Cases<R> {
        R create(Create step);

        R replace(Replace step);

        R remove(Remove step);

        R disown(Disown step);

        R keep(Keep step);

        R skip(Skip step);
    }

    /** The registry gets the model, and we answer for it. */
    record Create(ModelSpec model) implements ModelStep {
        @Override
        public String name() {
            return model.name();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.create(this);
        }
    }

    /** The registry's model is deleted and created again, in one transaction. */
    record Replace(ModelSpec model, String formerProvider) implements ModelStep {
        @Override
        public String name() {
            return model.name();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.replace(this);
        }
    }

    /** The registry's model is deleted. */
    record Remove(String name, String provider) implements ModelStep {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.remove(this);
        }
    }

    /** We no longer answer for the name; what the registry holds under it, if anything, is left alone. */
    record Disown(String name) implements ModelStep {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.disown(this);
        }
    }

    /** The registry already holds what is wanted. */
    record Keep(ModelSpec model) implements ModelStep {
        @Override
        public String name() {
            return model.name();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.keep(this);
        }
    }

    /** The model is left out on purpose. */
    record Skip(String name, Reason reason) implements ModelStep {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.skip(this);
        }
    }
}
