package dev.modelsync.events.fleet.why;

import dev.modelsync.events.activity.Reasons;
import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Delivery.Kind;
import dev.modelsync.events.fleet.FleetModel;
import dev.modelsync.events.fleet.FleetView;
import dev.modelsync.events.fleet.why.Link.Name;
import dev.modelsync.events.registration.view.ClusterSync;
import dev.modelsync.events.registration.view.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that Hybrid Manager knows of a service on a cluster.
 *
 * @param enrolment null for a cluster that reports without being enrolled
 * @param following whether changes are being captured
 * @param published whether the event of the service's last change was read back from the topic
 * @param sync null where the cluster is none of the project's
 */
record Facts(
        ServiceView service,
        @Nullable Cluster enrolment,
        boolean following,
        boolean published,
        FleetView.Status worker,
        FleetView.Choice registry,
        @Nullable ClusterSync sync,
        Instant now) {
    /** A healthy way takes well under a second. */
    private static final Duration TOO_LONG = Duration.ofSeconds(30);

    /** Whether the cluster has answered the service's last change. */
    boolean isAnswered() {
        return sync != null && sync.revisionApplied() != null && sync.revisionApplied() >= service.revision();
    }

    /** Whether the change is so old that what is not there yet is not just on its way. */
    boolean isOverdue() {
        return service.changedAt().plus(TOO_LONG).isBefore(now);
    }

    /** Which way the models go: through the proxy, or to the provider. */
    Kind way() {
        return worker.delivery().inForce();
    }

    /** Only to be asked for behind the link that tells that there is one. */
    ClusterSync answer() {
        return Objects.requireNonNull(sync);
    }

    /** Of the answer, of the workers' closed set; empty without one. */
    String reason() {
        return Objects.requireNonNullElse(answer().reason(), "");
    }

    boolean hasReason(String name) {
        return name.equals(answer().reason());
    }

    boolean isRefused() {
        return "PARKED".equals(answer().result()) || "SKIPPED".equals(answer().result());
    }

    /** The answer's reason, as what is wrong at a link. */
    Link refused(Name name) {
        return Link.broken(name, refusal(), remedy());
    }

    /** For the answer's reason; null for one that is not known. */
    @Nullable String remedy() {
        return Reasons.remedy(answer().reason());
    }

    /** The answer's reason, for a person. */
    String refusal() {
        String meaning = Reasons.meaning(answer().reason());
        String what = answer().detail() == null ? meaning : answer().detail();
        return answer().reason() + (what == null ? "" : ": " + what);
    }

    /** The models in the registry that were made for the service. */
    List<FleetModel> models() {
        return registry.models().stream()
                .filter(model -> service.name().equals(model.service()))
                .toList();
    }

    /** By name, how those differ that are no longer as the worker made them. */
    Map<String, String> drifted() {
        Map<String, String> drifted = new TreeMap<>();
        for (FleetModel model : models()) {
            if (model.drift() != null) {
                drifted.put(model.name(), model.drift());
            }
        }
        return drifted;
    }

    /** Whether nobody looks at the registry at present. */
    boolean isOutOfSight() {
        return worker.state().equals(FleetView.SILENT) || worker.state().equals("FAILING");
    }

    /** Whether AIDB has found all of them to work. */
    boolean areReady() {
        return !models().isEmpty()
                && models().stream().allMatch(model -> model.health().equals("READY"));
    }
}
