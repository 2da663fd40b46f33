package dev.modelsync.sync.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be done about one event, or why nothing is. */
public sealed interface SyncPlan {

    /** Asks the matching case for its answer. */
    <R> R match(Cases<R> cases);

    /** One answer for each kind of plan. */
    interface Cases<R> {
        R nothing(Nothing plan);

        R forget(Forget plan);

        R change(Change plan);

        R park(Park plan);
    }

    /** Nothing changes and nothing is reported. */
    record Nothing(Why why) implements SyncPlan {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.nothing(this);
        }
    }

    /** The service is forgotten; the registry holds nothing of it. */
    record Forget() implements SyncPlan {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.forget(this);
        }
    }

    /** The registry is brought to what the event asks for, as far as the steps say. */
    record Change(List<ModelStep> steps) implements SyncPlan {
        public Change {
            steps = List.copyOf(steps);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.change(this);
        }

        /** Names that the service wants and does not get because somebody else has them. */
        public Set<String> namesLeftOut() {
            Set<String> names = new LinkedHashSet<>();
            for (ModelStep step : steps) {
                if (step instanceof ModelStep.Skip skip && skip.reason() == Reason.NAME_TAKEN) {
                    names.add(skip.name());
                }
            }
            return names;
        }
    }

    /** The service stays as it is until a person has acted. */
    record Park(Reason reason, Set<String> models, Set<ServiceKey> others) implements SyncPlan {
        public Park {
            models = Set.copyOf(models);
            others = Set.copyOf(others);
        }

        /** Where no other service has to do with it. */
        public Park(Reason reason, Set<String> models) {
            this(reason, models, Set.of());
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.park(this);
        }

        /** Whether it is over when the credentials of the cluster have changed. */
        boolean waitsForCredential() {
            return reason == Reason.CREDENTIAL_AWAITED
                    || reason == Reason.CREDENTIAL_UNREADABLE
                    || reason == Reason.CREDENTIAL_CONFLICT;
        }

        /** For a person: the explanation, which models it is about, and which other services. */
        public String detail() {
            String about = reason.explanation() + ": " + quoted(models.stream());
            return others.isEmpty()
                    ? about
                    : about + "; used by service " + quoted(others.stream().map(ServiceKey::name));
        }

        private static String quoted(Stream<String> names) {
            return names.sorted().collect(Collectors.joining("', '", "'", "'"));
        }
    }

    /** Why an event asks for nothing. */
    enum Why {
        /** A newer change of the service has been decided before. */
        STALE,
        /** This very change has been decided before. */
        REPEATED,
        /** The service belongs to another project than the cluster. */
        OTHER_PROJECT,
        /** A service is purged that this cluster does not know. */
        NEVER_SEEN,
        /** A replay planned something else to be done. */
        OVERTAKEN,
        /** An earlier release did not remember where the provider is; the topic, which is being read again, will tell. */
        ENDPOINT_UNKNOWN
    }
}
