package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.UnknownCluster;
import dev.modelsync.events.problem.ProblemAnswer;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.request.RequestParameters;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers how a cluster's registry differs from what the registrations want. */
@RestController
class DiffController {
    private final PresentDiff present;
    private final PastDiff past;
    private final Clock clock;

    DiffController(PresentDiff present, PastDiff past, Clock clock) {
        this.present = present;
        this.past = past;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/clusters/{id}/diff", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> diff(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String all) {
        boolean everything = RequestParameters.flag("all", all);
        Instant moment = RequestParameters.past("at", at, clock.instant());
        Optional<ClusterDiff> found = moment == null ? present.of(id) : past.of(id, moment);
        return found.<ResponseEntity<?>>map(diff -> ResponseEntity.ok(everything ? diff : diff.differencesOnly()))
                .orElseGet(() -> unknown(id, moment));
    }

    private static ResponseEntity<ProblemDetail> unknown(String id, @Nullable Instant moment) {
        return moment == null
                ? UnknownCluster.answer(id)
                : ProblemAnswer.of(
                        HttpStatus.NOT_FOUND,
                        "No cluster '" + Texts.shown(id) + "' was enrolled at " + moment
                                + ", as far as the topic tells");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(KafkaException e) {
        return ProblemAnswer.of(
                HttpStatus.SERVICE_UNAVAILABLE, "The brokers do not answer, so nothing is known of the past");
    }
}
