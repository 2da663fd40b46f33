package dev.modelsync.sync.plan;

import java.util.Locale;
import java.util.stream.Collectors;

/** Plans in a few words, for tables of tests. */
final class PlanText {
    private PlanText() {}

    /** The kind of a plan, or why there is none. */
    static String nameOf(SyncPlan plan) {
        return plan.match(new SyncPlan.Cases<>() {
            @Override
            public String nothing(SyncPlan.Nothing nothing) {
                return nothing.why().name();
            }

            @Override
            public String forget(SyncPlan.Forget forget) {
                return "forget";
            }

            @Override
            public String change(SyncPlan.Change change) {
                return "change";
            }

            @Override
            public String park(SyncPlan.Park park) {
                return park.reason().name();
            }
        });
    }

    /** The kinds of its steps in their order; the name of a plan that has none. */
    static String stepsOf(SyncPlan plan) {
        if (!(plan instanceof SyncPlan.Change change)) {
            return nameOf(plan);
        }
        String steps = change.steps().stream()
                .map(step -> step.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return steps.isEmpty() ? "nothing" : steps;
    }
}
