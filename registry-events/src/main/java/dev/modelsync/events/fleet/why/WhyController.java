package dev.modelsync.events.fleet.why;

import dev.modelsync.events.fleet.UnknownCluster;
import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.problem.ProblemAnswer;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers why a service is, or is not, on a cluster. */
@RestController
class WhyController {
    private final LiveServices services;
    private final Why why;

    WhyController(LiveServices services, Why why) {
        this.services = services;
        this.why = why;
    }

    @GetMapping(
            path = "/api/v1/projects/{project}/inference-services/{name}/why",
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> why(
            @PathVariable String project,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String cluster) {
        if (cluster == null || cluster.isEmpty()) {
            throw BadRequestException.parameter("cluster", "it is missing; allowed: the id of a cluster");
        }
        Optional<ServiceView> service = ServiceKey.isName(project) && ServiceKey.isName(name)
                ? services.find(new ServiceKey(project, name))
                : Optional.empty();
        if (service.isEmpty()) {
            return ProblemAnswer.of(
                    HttpStatus.NOT_FOUND,
                    "No service '" + Texts.shown(name) + "' is registered in project '" + Texts.shown(project)
                            + "'; what became of one that was deregistered is in the activity log");
        }
        return why.explain(service.get(), cluster)
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(() -> UnknownCluster.answer(cluster));
    }
}
