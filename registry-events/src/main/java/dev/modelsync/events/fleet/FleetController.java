package dev.modelsync.events.fleet;

import dev.modelsync.events.request.RequestParameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers from what the workers told last. */
@RestController
@RequestMapping(path = "/api/v1/clusters/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class FleetController {
    private final Fleet fleet;

    FleetController(Fleet fleet) {
        this.fleet = fleet;
    }

    @GetMapping("/status")
    ResponseEntity<?> status(@PathVariable String id) {
        return fleet.status(id).<ResponseEntity<?>>map(ResponseEntity::ok).orElseGet(() -> UnknownCluster.answer(id));
    }

    @GetMapping("/models")
    ResponseEntity<?> models(@PathVariable String id, @RequestParam(required = false) @Nullable String step) {
        Optional<PipelineStep> needed = step == null ? Optional.empty() : PipelineStep.named(step);
        if (step != null && needed.isEmpty()) {
            throw RequestParameters.wrong("step", step, PipelineStep.allowed() + ", as the steps that take a model");
        }
        return fleet.models(id, needed.orElse(null))
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(() -> UnknownCluster.answer(id));
    }
}
