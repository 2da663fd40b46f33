package dev.modelsync.sync.plan;

import java.util.List;

/** What the registry is to hold of a service that is registered. */
sealed interface Wish {

    /** These models. */
    record Models(List<ModelSpec> models) implements Wish {
        public Models {
            models = List.copyOf(models);
        }
    }

    /** Nothing: each model is left out, and those that we made before go. */
    record LeaveOut(Reason reason) implements Wish {}

    /** What it holds: something is missing that will come. */
    record Wait(Reason reason) implements Wish {}
}
