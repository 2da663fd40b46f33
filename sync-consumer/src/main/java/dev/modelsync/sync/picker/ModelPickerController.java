package dev.modelsync.sync.picker;

import dev.modelsync.sync.picker.PickedCluster.Freshness;
import dev.modelsync.sync.registry.SqlFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which models a step of a pipeline can use on a cluster. Reads the registry at each request. */
@RestController
final class ModelPickerController {
    private final PickedClusters clusters;
    private final Clock clock;

    ModelPickerController(PickedClusters clusters, Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    /** @param step by its name in the designer; null where every model was asked for */
    record Choice(
            String clusterId,
            @Nullable String step,
            Instant takenAt,
            Freshness freshness,
            List<PickableModel> models) {}

    @GetMapping("/api/v1/clusters/{id}/models")
    ResponseEntity<?> models(@PathVariable String id, @RequestParam @Nullable String step) {
        Optional<PickedCluster> cluster = clusters.byId(id);
        if (cluster.isEmpty()) {
            return problem(HttpStatus.NOT_FOUND, "This worker does not serve a cluster of that id");
        }
        Optional<PipelineStep> needed = step == null ? Optional.empty() : PipelineStep.named(step);
        if (step != null && needed.isEmpty()) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "The parameter step is '" + step + "'; allowed, as the steps that take a model: "
                            + PipelineStep.allowed());
        }
        try {
            return ResponseEntity.ok(choice(cluster.get(), needed));
        } catch (DataAccessException e) {
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The registry cannot be read: " + SqlFailure.of(e).inShort());
        }
    }

    /** The contract of this API. */
    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource contract() {
        return new ClassPathResource("openapi.json", ModelPickerController.class);
    }

    private Choice choice(PickedCluster cluster, Optional<PipelineStep> step) {
        List<PickableModel> models = cluster.registry().all().stream()
                .filter(model -> step.isEmpty() || step.get().canUse(model))
                .toList();
        return new Choice(
                cluster.clusterId(),
                step.map(PipelineStep::stepName).orElse(null),
                clock.instant(),
                cluster.freshness().get(),
                models);
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
