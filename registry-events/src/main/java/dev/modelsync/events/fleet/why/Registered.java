package dev.modelsync.events.fleet.why;

import dev.modelsync.events.cluster.Delivery.Kind;
import dev.modelsync.events.fleet.FleetModel;
import dev.modelsync.events.fleet.ModelDrift;
import dev.modelsync.events.fleet.why.Link.Name;
import dev.modelsync.events.registration.view.ClusterSync;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The links from the worker's decision to models that AIDB has tried. */
final class Registered {
    private static final String REPLAY =
            "A replay of the service shows first what it would put right, and then does that (modelsync replay plan)";

    /** Reasons that only the attempt gives. */
    private static final Set<String> OF_THE_ATTEMPT = Set.of(
            "PERMISSION_DENIED", "AIDB_MISSING", "ALREADY_EXISTS", "REFUSED_VALUE", "TIMED_OUT", "REGISTRY_ERROR");

    /** Those that a link of its own tells of; every other one comes from the plan. */
    private static final Set<String> OF_THE_DELIVERY = Set.of(
            Delivered.PROXY_UNREACHABLE,
            Delivered.CREDENTIAL_AWAITED,
            Delivered.CREDENTIAL_WITHDRAWN,
            Delivered.CREDENTIAL_UNREADABLE);

    private Registered() {}

    static Link planned(Facts facts) {
        String reason = facts.reason();
        boolean elsewhere = OF_THE_ATTEMPT.contains(reason) || OF_THE_DELIVERY.contains(reason);
        return facts.isRefused() && !elsewhere
                ? facts.refused(Name.PLANNED)
                : Link.ok(Name.PLANNED, "The models can be in the registry");
    }

    static Link applied(Facts facts) {
        if (facts.isRefused() && OF_THE_ATTEMPT.contains(facts.reason())) {
            return facts.refused(Name.APPLIED);
        }
        if (facts.hasReason(Delivered.PROXY_UNREACHABLE)) {
            return Link.ok(Name.APPLIED, "The models are left out, since they could not be called");
        }
        ClusterSync sync = facts.answer();
        if (isOlderThan(sync.appliedAt(), facts.registry().takenAt())) {
            Set<String> missing = missing(facts);
            if (!missing.isEmpty()) {
                return Link.broken(
                        Name.APPLIED,
                        "The registry no longer holds " + missing + ", which the worker made",
                        "Somebody deleted them on the cluster. " + REPLAY);
            }
            if (!facts.drifted().isEmpty()) {
                return drifted(facts.drifted());
            }
        }
        String decided = "Decided at " + sync.appliedAt() + ": " + sync.result();
        return facts.isOutOfSight()
                ? Link.unknown(
                        Name.APPLIED,
                        decided + ". What the registry holds now is not known: the worker is "
                                + facts.worker().state())
                : Link.ok(Name.APPLIED, decided);
    }

    /** Only an inventory that is younger than the outcome tells. */
    private static boolean isOlderThan(@Nullable Instant appliedAt, @Nullable Instant takenAt) {
        return appliedAt != null && takenAt != null && !takenAt.isBefore(appliedAt);
    }

    /** Whatever was called before, it was not what the registry holds now. */
    private static Link drifted(Map<String, String> drifted) {
        return Link.broken(
                Name.APPLIED,
                "Models are not in the registry as the worker made them: "
                        + drifted.entrySet().stream()
                                .map(model -> model.getKey() + ", " + ModelDrift.meaning(model.getValue()))
                                .collect(Collectors.joining("; ")),
                "Somebody changed them on the cluster. " + REPLAY);
    }

    private static Set<String> missing(Facts facts) {
        Set<String> held =
                facts.registry().models().stream().map(FleetModel::name).collect(Collectors.toSet());
        return facts.service().models().stream()
                .map(model -> model.registryName())
                .filter(name -> !held.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Link validated(Facts facts) {
        if (facts.hasReason(Delivered.PROXY_UNREACHABLE)) {
            return Link.unknown(Name.VALIDATED, "The models are left out");
        }
        List<String> failed = facts.models().stream()
                .filter(model -> model.health().equals("FAILED"))
                .map(FleetModel::name)
                .toList();
        if (!failed.isEmpty()) {
            return Link.broken(Name.VALIDATED, "AIDB's validation failed for " + failed, remedy(facts, failed.get(0)));
        }
        return facts.areReady()
                ? Link.ok(Name.VALIDATED, "AIDB has validated the models")
                : Link.unknown(Name.VALIDATED, "Not validated yet, or this build of AIDB does not validate");
    }

    private static String remedy(Facts facts, String model) {
        String ofProvider = facts.service().status().remedy();
        if (ofProvider != null) {
            return ofProvider;
        }
        String attempt = "Try the model on the cluster: SELECT aidb.validate_model('" + model + "')";
        return facts.way() == Kind.PROXY
                ? attempt
                : attempt + ". The cluster calls " + facts.service().endpointUrl()
                        + " itself: its firewall and aidb.egress_allowlist have to let it through";
    }
}
