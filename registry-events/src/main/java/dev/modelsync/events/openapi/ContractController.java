package dev.modelsync.events.openapi;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Serves the contract. */
@RestController
@RequestMapping("/api/v1")
class ContractController {
    private static final String YAML = "application/yaml";

    private final ObjectNode json;
    private final String yaml;

    ContractController(Contract contract) {
        json = contract.json();
        yaml = contract.yaml();
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode json() {
        return json;
    }

    @GetMapping(path = "/openapi.yaml", produces = YAML)
    String yaml() {
        return yaml;
    }
}
