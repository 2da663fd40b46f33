package dev.modelsync.events.fleet;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.registration.RequestParameters;
import dev.modelsync.events.registration.rules.Texts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers from what the workers told last, so also while a cluster cannot be reached. */
@RestController
@RequestMapping(path = "/api/v1/clusters/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class FleetController {
    private final ClusterReports reports;
    private final ClusterModels models;
    private final Enrolment enrolment;
    private final FleetProperties properties;
    private final Clock clock;

    FleetController(
            ClusterReports reports,
            ClusterModels models,
            Enrolment enrolment,
            FleetProperties properties,
            Clock clock) {
        this.reports = reports;
        this.models = models;
        this.enrolment = enrolment;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping("/status")
    ResponseEntity<?> status(@PathVariable String id) {
        Optional<ReportedCluster> reported = reports.find(id);
        if (reported.isPresent()) {
            return ResponseEntity.ok(FleetView.Status.of(
                    reported.get(), isSilent(reported.get()), models.takenAt(id).orElse(null)));
        }
        return enrolment
                .find(id)
                .<ResponseEntity<?>>map(cluster -> ResponseEntity.ok(FleetView.Status.never(id, cluster.project())))
                .orElseGet(() -> unknown(id));
    }

    @GetMapping("/models")
    ResponseEntity<?> models(@PathVariable String id, @RequestParam(required = false) @Nullable String step) {
        Optional<PipelineStep> needed = step == null ? Optional.empty() : PipelineStep.named(step);
        if (step != null && needed.isEmpty()) {
            throw RequestParameters.wrong("step", step, PipelineStep.allowed() + ", as the steps that take a model");
        }
        Optional<ReportedCluster> reported = reports.find(id);
        Optional<Cluster> enrolled = reported.isPresent() ? Optional.empty() : enrolment.find(id);
        if (reported.isEmpty() && enrolled.isEmpty()) {
            return unknown(id);
        }
        FleetView.Freshness freshness = reported.map(cluster -> FleetView.Freshness.of(cluster, isSilent(cluster)))
                .orElseGet(FleetView.Freshness::never);
        return ResponseEntity.ok(choice(id, needed, freshness));
    }

    private FleetView.Choice choice(String id, Optional<PipelineStep> step, FleetView.Freshness freshness) {
        List<FleetModel> offered =
                step.map(needed -> models.having(id, needed.functions())).orElseGet(() -> models.all(id));
        return new FleetView.Choice(
                id,
                step.map(PipelineStep::stepName).orElse(null),
                models.takenAt(id).orElse(null),
                freshness,
                offered);
    }

    private boolean isSilent(ReportedCluster cluster) {
        return cluster.isSilent(properties.silentAfter(), clock.instant());
    }

    private static ResponseEntity<ProblemDetail> unknown(String id) {
        return problem(
                HttpStatus.NOT_FOUND,
                "No cluster '" + Texts.shown(id) + "' is enrolled, and none of that id has reported");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
