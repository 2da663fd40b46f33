package dev.modelsync.events.fleet.why;

import dev.modelsync.events.activity.Reasons;
import dev.modelsync.events.fleet.FleetModel;
import dev.modelsync.events.fleet.why.Link.Name;
import dev.modelsync.events.registration.ClusterSync;
import dev.modelsync.events.registration.EndpointState;
import dev.modelsync.events.registration.EndpointStatus;
import dev.modelsync.events.registration.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows a change from the row to the model, and stops at the first link that does not hold. The same facts give the same chain. */
final class Chain {
    /** A healthy way takes well under a second. */
    private static final Duration TOO_LONG = Duration.ofSeconds(30);

    private static final String PROXY_UNREACHABLE = "PROXY_UNREACHABLE";
    /** Reasons that only the attempt gives; every other one comes from the plan. */
    private static final Set<String> OF_THE_ATTEMPT = Set.of(
            "PERMISSION_DENIED", "AIDB_MISSING", "ALREADY_EXISTS", "REFUSED_VALUE", "TIMED_OUT", "REGISTRY_ERROR");

    private static final Map<Name, Function<Facts, Link>> LINKS = Map.of(
            Name.SAVED, Chain::saved,
            Name.CAPTURED, Chain::captured,
            Name.PUBLISHED, Chain::published,
            Name.CONSUMED, Chain::consumed,
            Name.PLANNED, Chain::planned,
            Name.APPLIED, Chain::applied,
            Name.VALIDATED, Chain::validated,
            Name.PROXY_REACHABLE, Chain::proxyReachable);

    private Chain() {}

    /** All links, in their order. */
    static List<Link> of(Facts facts) {
        List<Link> links = new ArrayList<>();
        boolean ended = false;
        for (Name name : Name.values()) {
            Link link = ended
                    ? Link.notReached(name)
                    : Objects.requireNonNull(LINKS.get(name)).apply(facts);
            links.add(link);
            ended = ended || link.isEnd();
        }
        return links;
    }

    private static Link saved(Facts facts) {
        ServiceView service = facts.service();
        if (!facts.worker().project().equals(service.project())) {
            return Link.broken(
                    Name.SAVED,
                    "The cluster serves project '" + facts.worker().project() + "', not '" + service.project() + "'",
                    "Register the service in the cluster's project, or enrol the cluster for this one");
        }
        if (facts.enrolment() == null) {
            return Link.broken(Name.SAVED, "The cluster is not enrolled", "Enrol the cluster");
        }
        if (facts.enrolment().isRevoked()) {
            return Link.broken(
                    Name.SAVED,
                    "The cluster was revoked at " + facts.enrolment().revokedAt(),
                    "Enrol the cluster again if it may use the services");
        }
        return Link.ok(
                Name.SAVED,
                "Revision " + service.revision() + " by " + service.changedBy() + " at " + service.changedAt());
    }

    private static Link captured(Facts facts) {
        if (facts.published()) {
            return Link.ok(Name.CAPTURED, "It was read from the log");
        }
        return facts.following()
                ? Link.ok(Name.CAPTURED, "The log is being followed")
                : Link.broken(
                        Name.CAPTURED,
                        "No instance of Hybrid Manager follows the log of its database",
                        "Look at /actuator/health and the log of Hybrid Manager; the capture says why it stopped");
    }

    private static Link published(Facts facts) {
        if (facts.published()) {
            return Link.ok(Name.PUBLISHED, "The event is on the topic");
        }
        return isOverdue(facts)
                ? Link.broken(
                        Name.PUBLISHED,
                        "The event has not come back from the topic since "
                                + facts.service().changedAt(),
                        "Look whether Kafka takes records: the log of Hybrid Manager, and the topics' in-sync replicas")
                : Link.waiting(Name.PUBLISHED, "The event is on its way to the topic");
    }

    private static Link consumed(Facts facts) {
        if (facts.isAnswered()) {
            return Link.ok(Name.CONSUMED, "The worker has read the event");
        }
        String state = facts.worker().state();
        String detail = Objects.requireNonNullElse(facts.worker().detail(), "The worker is " + state);
        return switch (state) {
            case "SILENT" ->
                Link.broken(
                        Name.CONSUMED,
                        facts.worker().reportedAt() == null
                                ? detail
                                : "The worker has not reported since "
                                        + facts.worker().reportedAt(),
                        "Start the cluster's worker, or look why it cannot reach Kafka");
            case "PAUSED" -> Link.broken(Name.CONSUMED, detail, "Resume the cluster");
            case "NEEDS_APPROVAL" ->
                Link.broken(Name.CONSUMED, detail, "Approve the removals that wait, or undo what asks for them");
            case "FAILING" ->
                Link.broken(Name.CONSUMED, detail, "Look at the worker's health and log, and run its doctor");
            default ->
                isOverdue(facts) && Objects.equals(facts.worker().lag(), 0L)
                        ? Link.broken(
                                Name.CONSUMED,
                                "The worker has read all there is and has not answered",
                                "Look for the service in the worker's log; a rebuild of the cluster decides everything anew")
                        : Link.waiting(Name.CONSUMED, detail);
        };
    }

    private static Link planned(Facts facts) {
        ClusterSync sync = answered(facts);
        boolean refused = isRefused(sync)
                && !OF_THE_ATTEMPT.contains(String.valueOf(sync.reason()))
                && !PROXY_UNREACHABLE.equals(sync.reason());
        return refused ? refused(Name.PLANNED, sync) : Link.ok(Name.PLANNED, "The models can be in the registry");
    }

    private static Link applied(Facts facts) {
        ClusterSync sync = answered(facts);
        if (isRefused(sync) && OF_THE_ATTEMPT.contains(String.valueOf(sync.reason()))) {
            return refused(Name.APPLIED, sync);
        }
        if (PROXY_UNREACHABLE.equals(sync.reason())) {
            return Link.ok(Name.APPLIED, "The models are left out, since they could not be called");
        }
        Set<String> missing = missing(facts, sync.appliedAt());
        return missing.isEmpty()
                ? Link.ok(Name.APPLIED, "Decided at " + sync.appliedAt() + ": " + sync.result())
                : Link.broken(
                        Name.APPLIED,
                        "The registry no longer holds " + missing + ", which the worker made",
                        "Somebody deleted them on the cluster; a rebuild of the cluster brings them back");
    }

    /** Only an inventory that is younger than the outcome tells. */
    private static Set<String> missing(Facts facts, @Nullable Instant appliedAt) {
        Instant takenAt = facts.registry().takenAt();
        if (takenAt == null || appliedAt == null || takenAt.isBefore(appliedAt)) {
            return Set.of();
        }
        Set<String> held =
                facts.registry().models().stream().map(FleetModel::name).collect(Collectors.toSet());
        return facts.service().models().stream()
                .map(model -> model.registryName())
                .filter(name -> !held.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Link validated(Facts facts) {
        if (PROXY_UNREACHABLE.equals(answered(facts).reason())) {
            return Link.unknown(Name.VALIDATED, "The models are left out");
        }
        List<FleetModel> models = ours(facts);
        List<String> failed = models.stream()
                .filter(model -> model.health().equals("FAILED"))
                .map(FleetModel::name)
                .toList();
        if (!failed.isEmpty()) {
            EndpointStatus endpoint = facts.service().status();
            return Link.broken(
                    Name.VALIDATED,
                    "AIDB's validation failed for " + failed,
                    endpoint.remedy() == null
                            ? "Try the model on the cluster: SELECT aidb.validate_model('" + failed.get(0) + "')"
                            : endpoint.remedy());
        }
        return areReady(models)
                ? Link.ok(Name.VALIDATED, "AIDB has validated the models")
                : Link.unknown(Name.VALIDATED, "Not validated yet, or this build of AIDB does not validate");
    }

    private static Link proxyReachable(Facts facts) {
        ClusterSync sync = answered(facts);
        if (PROXY_UNREACHABLE.equals(sync.reason())) {
            return refused(Name.PROXY_REACHABLE, sync);
        }
        EndpointStatus endpoint = facts.service().status();
        if (endpoint.state() == EndpointState.FAILED) {
            return Link.broken(
                    Name.PROXY_REACHABLE,
                    "The provider does not answer as it should: " + endpoint.detail(),
                    endpoint.remedy());
        }
        return areReady(ours(facts))
                ? Link.ok(Name.PROXY_REACHABLE, "AIDB has called the models")
                : Link.unknown(Name.PROXY_REACHABLE, "Nothing has called the models yet, as far as is known");
    }

    private static List<FleetModel> ours(Facts facts) {
        return facts.registry().models().stream()
                .filter(model -> facts.service().name().equals(model.service()))
                .toList();
    }

    private static boolean areReady(List<FleetModel> models) {
        return !models.isEmpty()
                && models.stream().allMatch(model -> model.health().equals("READY"));
    }

    private static boolean isRefused(ClusterSync sync) {
        return "PARKED".equals(sync.result()) || "SKIPPED".equals(sync.result());
    }

    private static Link refused(Name name, ClusterSync sync) {
        String meaning = Reasons.meaning(sync.reason());
        String what = sync.detail() == null ? meaning : sync.detail();
        return Link.broken(name, sync.reason() + (what == null ? "" : ": " + what), Reasons.remedy(sync.reason()));
    }

    /** Only asked for behind the link that tells so. */
    private static ClusterSync answered(Facts facts) {
        return Objects.requireNonNull(facts.sync());
    }

    private static boolean isOverdue(Facts facts) {
        return facts.service().changedAt().plus(TOO_LONG).isBefore(facts.now());
    }
}
