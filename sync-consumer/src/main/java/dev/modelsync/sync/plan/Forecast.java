package dev.modelsync.sync.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What following a plan would do, model by model: for a person who has to agree to it, and to tell whether another plan
 * does the same.
 *
 * @param models each once, in the order of the steps
 * @param changes whether it changes anything of the registry, or of what we answer for
 * @param left why nothing is done about the service as a whole; null where its models tell
 * @param mark equal for plans that do the same. That a model is made anew only to bring credentials back is no
 *     difference, since it depends on what other services' steps do to the credentials before
 */
public record Forecast(
        List<Model> models, boolean changes, @Nullable String left, String mark) {

    /** What happens to one model. */
    public enum Action {
        CREATE,
        EDIT,
        REMOVE,
        LEAVE,
        SKIP
    }

    /** Why it happens; where a model is skipped, a {@link Reason}, and where the service is left, a {@link SyncPlan.Why}. */
    public enum Cause {
        /** The change is not applied here yet. */
        NEW,
        /** The registry lost the model. */
        MISSING,
        /** The registry has other settings than we made it with. */
        CHANGED,
        /** The change asks for other settings. */
        ASKED_FOR,
        /** The provider lacks our present credentials; making a model anew brings them. */
        CREDENTIALS,
        /** The service no longer has the model. */
        NOT_WANTED,
        /** What the registry has under the name, if anything, is not ours any more and stays. */
        NOT_OURS,
        /** The registry is as it should be. */
        AS_WANTED
    }

    /** @param reason a name of a closed set */
    public record Model(String name, Action action, String reason) {
        private Model(String name, Action action, Cause cause) {
            this(name, action, cause.name());
        }

        public boolean isChange() {
            return action != Action.LEAVE && action != Action.SKIP;
        }
    }

    public Forecast {
        models = List.copyOf(models);
    }

    /** The same facts that the plan was made from. */
    public static Forecast of(SyncPlan plan, ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry) {
        return plan.match(new Cases(event, entry, registry));
    }

    /** Of a service whose last record cannot be read. */
    public static Forecast unreadable(Reason reason) {
        return new Forecast(List.of(), false, reason.name(), reason.name());
    }

    /** The same without these models, which something later is done about. */
    public Forecast without(List<Model> others) {
        List<Model> rest = models.stream()
                .filter(model -> others.stream().noneMatch(other -> other.name().equals(model.name())))
                .toList();
        return new Forecast(rest, changes, left, mark);
    }

    /** The same with the models only that are changed. */
    public Forecast changesOnly() {
        return new Forecast(models.stream().filter(Model::isChange).toList(), changes, left, mark);
    }

    private record Cases(ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry)
            implements SyncPlan.Cases<Forecast> {
        @Override
        public Forecast nothing(SyncPlan.Nothing plan) {
            return left(plan.why().name());
        }

        @Override
        public Forecast forget(SyncPlan.Forget plan) {
            return left(Cause.AS_WANTED.name());
        }

        @Override
        public Forecast park(SyncPlan.Park plan) {
            String reason = plan.reason().name();
            List<Model> models = plan.models().stream()
                    .sorted()
                    .map(name -> new Model(name, Action.SKIP, reason))
                    .toList();
            return new Forecast(models, false, reason, reason);
        }

        @Override
        public Forecast change(SyncPlan.Change plan) {
            Map<String, Model> models = new LinkedHashMap<>();
            List<String> marks = new ArrayList<>();
            ModelCases cases = new ModelCases(entry, registry);
            for (ModelStep step : plan.steps()) {
                Model model = step.match(cases);
                models.put(model.name(), model);
                marks.add(markOf(step));
            }
            boolean changes = plan.steps().stream()
                    .anyMatch(step -> !(step instanceof ModelStep.Keep) && !(step instanceof ModelStep.Skip));
            return new Forecast(
                    List.copyOf(models.values()),
                    changes,
                    null,
                    ClusterProfile.fingerprintOf(String.join("\n", marks)));
        }

        private Forecast left(String why) {
            List<Model> models = entry == null
                    ? List.of()
                    : entry.owned().stream()
                            .map(model -> new Model(model.name(), Action.LEAVE, why))
                            .toList();
            return new Forecast(models, false, why, why);
        }

        private String markOf(ModelStep step) {
            boolean keeps = step instanceof ModelStep.Keep
                    || step instanceof ModelStep.Replace replace && registry.holds(replace.model());
            return keeps ? "Keep " + step.name() : step.toString();
        }
    }

    private record ModelCases(@Nullable JournalEntry entry, RegistryState registry) implements ModelStep.Cases<Model> {
        @Override
        public Model create(ModelStep.Create step) {
            return new Model(step.name(), Action.CREATE, mine(step.name()) == null ? Cause.NEW : Cause.MISSING);
        }

        @Override
        public Model replace(ModelStep.Replace step) {
            if (registry.holds(step.model()) || registry.outdated().contains(step.name())) {
                return new Model(step.name(), Action.EDIT, Cause.CREDENTIALS);
            }
            boolean asMade = step.model().equals(mine(step.name()));
            return new Model(step.name(), Action.EDIT, asMade ? Cause.CHANGED : Cause.ASKED_FOR);
        }

        @Override
        public Model remove(ModelStep.Remove step) {
            return new Model(step.name(), Action.REMOVE, Cause.NOT_WANTED);
        }

        @Override
        public Model disown(ModelStep.Disown step) {
            return new Model(step.name(), Action.REMOVE, Cause.NOT_OURS);
        }

        @Override
        public Model keep(ModelStep.Keep step) {
            return new Model(step.name(), Action.LEAVE, Cause.AS_WANTED);
        }

        @Override
        public Model skip(ModelStep.Skip step) {
            return new Model(step.name(), Action.SKIP, step.reason().name());
        }

        private @Nullable ModelSpec mine(String name) {
            return entry == null ? null : entry.ownedByName().get(name);
        }
    }
}
