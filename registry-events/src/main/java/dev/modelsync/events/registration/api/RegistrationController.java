package dev.modelsync.events.registration.api;

import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.registration.change.OnceByKey;
import dev.modelsync.events.registration.change.RegistrationResult;
import dev.modelsync.events.registration.change.Registrations;
import dev.modelsync.events.registration.change.WriteMode;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceQuery;
import dev.modelsync.events.registration.view.ServiceView;
import dev.modelsync.events.request.Actor;
import dev.modelsync.events.request.RequestBody;
import dev.modelsync.events.request.RequestJson;
import dev.modelsync.events.request.RequestParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The registration API. Translates between HTTP and the registrations, and decides nothing. */
@RestController
@RequestMapping(path = RegistrationController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class RegistrationController {
    static final String PATH = "/api/v1/projects/{project}/inference-services";

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int MAX_BODY = 256 * 1024;

    private final LiveServices services;
    private final Registrations registrations;
    private final OnceByKey once;
    private final ServiceAnswers answers;

    RegistrationController(LiveServices services, Registrations registrations, OnceByKey once, ServiceAnswers answers) {
        this.services = services;
        this.registrations = registrations;
        this.once = once;
        this.answers = answers;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> register(
            @PathVariable String project,
            @RequestHeader(name = Actor.HEADER, required = false) @Nullable String actor,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = "Prefer", defaultValue = "") List<String> prefer,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestParam(required = false) @Nullable String probe,
            HttpServletRequest request)
            throws IOException, InterruptedException {
        requireName("project", project);
        IdempotencyKey.check(key);
        WriteMode mode = mode(dryRun, probe);
        byte[] body = RequestBody.of(request, MAX_BODY);
        RegistrationResult result = key == null || mode.isDryRun()
                ? registrations.register(project, RequestJson.object(body), Actor.of(actor), mode)
                : once.register(project, RequestJson.object(body), Actor.of(actor), key, body, mode);
        return answers.registered(result, prefer);
    }

    @GetMapping
    ServiceView.Page list(
            @PathVariable String project,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String pageToken,
            HttpServletRequest request) {
        String[] label = request.getParameterValues("label");
        List<String> labels = label == null ? List.of() : List.of(label);
        requireName("project", project);
        ServiceQuery query = ServiceQuery.of(provider, state, labels, text, pageToken, RequestParameters.limit(limit))
                .withStatus(status);
        return services.list(project, query);
    }

    @GetMapping("/{name}")
    ResponseEntity<?> get(@PathVariable String project, @PathVariable String name) {
        ServiceKey key = key(project, name);
        return services.find(key)
                .<ResponseEntity<?>>map(view -> ResponseEntity.ok()
                        .header("ETag", RevisionTag.of(view.revision()))
                        .body(view))
                .orElseGet(() -> Problems.unknown(key));
    }

    @PatchMapping(path = "/{name}", consumes = MERGE_PATCH)
    ResponseEntity<?> edit(
            @PathVariable String project,
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = Actor.HEADER, required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String force,
            @RequestHeader(name = "Prefer", defaultValue = "") List<String> prefer,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestParam(required = false) @Nullable String probe,
            HttpServletRequest request)
            throws IOException, InterruptedException {
        ServiceKey key = key(project, name);
        if (ifMatch == null) {
            return Problems.preconditionRequired();
        }
        RegistrationResult result = registrations.edit(
                key,
                RevisionTag.ifMatch(ifMatch),
                RequestJson.object(RequestBody.of(request, MAX_BODY)),
                Actor.of(actor),
                mode(dryRun, probe),
                RequestParameters.flag("force", force));
        return answers.edited(result, prefer);
    }

    @DeleteMapping("/{name}")
    ResponseEntity<?> deregister(
            @PathVariable String project,
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = Actor.HEADER, required = false) @Nullable String actor,
            @RequestHeader(name = "Prefer", defaultValue = "") List<String> prefer,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String force)
            throws InterruptedException {
        ServiceKey key = key(project, name);
        if (ifMatch == null) {
            return Problems.preconditionRequired();
        }
        if (reason != null && !Texts.isReason(reason)) {
            throw RequestParameters.wrong("reason", reason, "at most " + Texts.MAX_REASON + " printable characters");
        }
        RegistrationResult result = registrations.deregister(
                key,
                RevisionTag.ifMatch(ifMatch),
                Actor.of(actor),
                reason,
                mode(dryRun),
                RequestParameters.flag("force", force));
        return answers.deregistered(result, prefer);
    }

    /** Strict: without the probe, what it should keep out would be written. */
    private static WriteMode mode(@Nullable String dryRun, @Nullable String probe) {
        if (probe != null && !probe.equals("required")) {
            throw RequestParameters.wrong("probe", probe, "required");
        }
        WriteMode mode = mode(dryRun);
        return probe == null ? mode : mode.whenReady();
    }

    private static WriteMode mode(@Nullable String dryRun) {
        return RequestParameters.flag("dryRun", dryRun) ? WriteMode.DRY_RUN : WriteMode.REAL;
    }

    /** @throws BadRequestException when there cannot be such a service */
    static ServiceKey key(String project, String name) {
        requireName("project", project);
        requireName("service", name);
        return new ServiceKey(project, name);
    }

    private static void requireName(String what, String name) {
        if (!ServiceKey.isName(name)) {
            throw new BadRequestException(
                    HttpStatus.NOT_FOUND,
                    "There cannot be a " + what + " '" + Texts.shown(name) + "'; allowed: " + ServiceKey.ALLOWED);
        }
    }
}
