package dev.modelsync.events.fleet.why;

import dev.modelsync.events.fleet.why.Link.Name;
import dev.modelsync.events.registration.view.ServiceView;
import java.util.Objects;

/** The links from the row to the worker that has read its event. */
final class Announced {
    private Announced() {}

    static Link saved(Facts facts) {
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

    static Link captured(Facts facts) {
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

    static Link published(Facts facts) {
        if (facts.published()) {
            return Link.ok(Name.PUBLISHED, "The event is on the topic");
        }
        return facts.isOverdue()
                ? Link.broken(
                        Name.PUBLISHED,
                        "The event has not come back from the topic since "
                                + facts.service().changedAt(),
                        "Look whether Kafka takes records: the log of Hybrid Manager, and the topics' in-sync replicas")
                : Link.waiting(Name.PUBLISHED, "The event is on its way to the topic");
    }

    static Link consumed(Facts facts) {
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
                facts.isOverdue() && Objects.equals(facts.worker().lag(), 0L)
                        ? Link.broken(
                                Name.CONSUMED,
                                "The worker has read all there is and has not answered",
                                "Look for the service in the worker's log; a rebuild of the cluster decides everything anew")
                        : Link.waiting(Name.CONSUMED, detail);
        };
    }
}
