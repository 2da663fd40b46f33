package dev.modelsync.events.registration.api;

import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.view.LiveServices;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Probes on demand, for operators who have just mended something. */
@RestController
class ProbeController {
    private final LiveServices services;

    ProbeController(LiveServices services) {
        this.services = services;
    }

    @PostMapping(path = RegistrationController.PATH + "/{name}/probe", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> probe(@PathVariable String project, @PathVariable String name) {
        ServiceKey key = RegistrationController.key(project, name);
        return services.probe(key).<ResponseEntity<?>>map(ResponseEntity::ok).orElseGet(() -> Problems.unknown(key));
    }
}
