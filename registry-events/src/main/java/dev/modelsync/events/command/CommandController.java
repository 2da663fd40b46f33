package dev.modelsync.events.command;

import dev.modelsync.events.activity.CommandLog;
import dev.modelsync.events.activity.CommandView;
import dev.modelsync.events.fleet.UnknownCluster;
import dev.modelsync.events.problem.ProblemAnswer;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.Actor;
import dev.modelsync.events.request.RequestBody;
import dev.modelsync.events.request.RequestJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives commands to workers, and tells what became of them. */
@RestController
@RequestMapping(path = "/api/v1/clusters/{id}/commands", produces = MediaType.APPLICATION_JSON_VALUE)
class CommandController {
    private static final int MAX_BODY = 64 * 1024;

    private final Commander commands;
    private final CommandLog answers;

    CommandController(Commander commands, CommandLog answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> give(
            @PathVariable String id,
            @RequestHeader(name = "X-Actor", required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        String given = Actor.of(actor);
        Violations found = new Violations();
        Optional<Order> order = OrderRequest.read(RequestJson.object(RequestBody.of(request, MAX_BODY)), found)
                .order(found);
        if (!ServiceKey.isName(id) || !commands.isCluster(id)) {
            return UnknownCluster.answer(id);
        }
        return order.<ResponseEntity<?>>map(wanted -> give(id, wanted, given)).orElseGet(() -> refused(found));
    }

    private ResponseEntity<?> give(String cluster, Order order, String actor) {
        GivenCommand given = commands.note(cluster, order, actor);
        if (!commands.send(given)) {
            return ProblemAnswer.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The brokers do not answer; whether command " + given.commandId()
                            + " arrives is unknown until it expires at " + given.expiresAt());
        }
        URI location = URI.create("/api/v1/clusters/" + cluster + "/commands/" + given.commandId());
        return ResponseEntity.accepted()
                .location(location)
                .body(answers.find(cluster, given.commandId()).orElseThrow());
    }

    @GetMapping("/{commandId}")
    ResponseEntity<?> find(@PathVariable String id, @PathVariable String commandId) {
        Optional<CommandView> found = answers.find(id, commandId);
        return found.<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(() -> ProblemAnswer.of(HttpStatus.NOT_FOUND, "There is no such command"));
    }

    private static ResponseEntity<ProblemDetail> refused(Violations found) {
        return ProblemAnswer.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "The command breaks rules; see errors", found.toList());
    }
}
