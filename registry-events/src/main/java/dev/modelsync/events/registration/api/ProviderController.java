package dev.modelsync.events.registration.api;

import dev.modelsync.events.registration.rules.ProviderDescription;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The provider catalogue, so that a page or a client needs no copy of it. */
@RestController
class ProviderController {
    @GetMapping(path = "/api/v1/providers", produces = MediaType.APPLICATION_JSON_VALUE)
    Providers providers() {
        return new Providers(ProviderDescription.all());
    }

    record Providers(List<ProviderDescription> items) {
        Providers {
            items = List.copyOf(items);
        }
    }
}
