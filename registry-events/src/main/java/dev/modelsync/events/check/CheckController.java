package dev.modelsync.events.check;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what every part finds. Always 200: that something fails is the answer and no error. */
@RestController
class CheckController {
    private final String version;
    private final List<SelfCheck> parts;
    private final Clock clock;

    CheckController(String version, List<SelfCheck> parts, Clock clock) {
        this.version = version;
        this.parts = List.copyOf(parts);
        this.clock = clock;
    }

    /** @param time of Hybrid Manager's clock, when it began to look */
    record Report(String version, Instant time, List<Finding> findings) {}

    @GetMapping(path = "/api/v1/checks", produces = MediaType.APPLICATION_JSON_VALUE)
    Report look() {
        Instant time = clock.instant();
        return new Report(
                version,
                time,
                parts.stream().flatMap(part -> part.look().stream()).toList());
    }
}
