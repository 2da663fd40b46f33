package dev.modelsync.events.registration;

import dev.modelsync.events.activity.ClusterOutcome;
import dev.modelsync.events.activity.ServiceOutcomes;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

/** The registration API. Translates between HTTP and {@link Registrations}, and decides nothing. */
@RestController
@RequestMapping(path = RegistrationController.PATH)
class RegistrationController {
    static final String PATH = "/api/v1/projects/{project}/inference-services";

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String ACTOR = "X-Actor";
    private static final int MAX_LIMIT = 500;
    private static final int MAX_BODY = 256 * 1024;

    private final Registrations registrations;
    private final InferenceServices services;
    private final ServiceOutcomes outcomes;

    RegistrationController(Registrations registrations, InferenceServices services, ServiceOutcomes outcomes) {
        this.registrations = registrations;
        this.services = services;
        this.outcomes = outcomes;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> register(
            @PathVariable String project,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        if (!ServiceKey.isName(project)) {
            return Problems.invalidProject(project);
        }
        RegistrationResult result = registrations.register(project, RequestJson.object(body(request)), Actor.of(actor));
        if (result instanceof RegistrationResult.Done done) {
            String name = done.service().key().name();
            URI location = URI.create("/api/v1/projects/" + project + "/inference-services/" + name);
            return tagged(ResponseEntity.created(location), done.service());
        }
        return Problems.of(result);
    }

    @GetMapping
    ServiceView.Page list(
            @PathVariable String project,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new BadRequestException("The parameter limit is " + limit + "; allowed: 1 to " + MAX_LIMIT);
        }
        String after = PageToken.name(pageToken);
        if (!ServiceKey.isName(project)) {
            return new ServiceView.Page(List.of(), null);
        }
        List<InferenceService> found = services.listLive(project, after, limit + 1);
        List<InferenceService> page = found.subList(0, Math.min(limit, found.size()));
        Map<UUID, List<ClusterOutcome>> clusters =
                outcomes.of(page.stream().map(InferenceService::uid).toList());
        String next =
                found.size() > limit ? PageToken.after(page.get(limit - 1).key().name()) : null;
        return new ServiceView.Page(
                page.stream()
                        .map(service -> ServiceView.of(service, clusters.getOrDefault(service.uid(), List.of())))
                        .toList(),
                next);
    }

    @GetMapping("/{name}")
    ResponseEntity<?> get(@PathVariable String project, @PathVariable String name) {
        return key(project, name)
                .flatMap(services::findLive)
                .<ResponseEntity<?>>map(service -> tagged(ResponseEntity.ok(), service))
                .orElseGet(Problems::unknown);
    }

    @PatchMapping(path = "/{name}", consumes = MERGE_PATCH)
    ResponseEntity<?> edit(
            @PathVariable String project,
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            @RequestParam(defaultValue = "false") boolean force,
            HttpServletRequest request)
            throws IOException {
        Optional<ServiceKey> key = key(project, name);
        if (key.isEmpty()) {
            return Problems.unknown();
        }
        if (ifMatch == null) {
            return Problems.preconditionRequired();
        }
        RegistrationResult result = registrations.edit(
                key.get(), RevisionTag.ifMatch(ifMatch), RequestJson.object(body(request)), Actor.of(actor), force);
        return result instanceof RegistrationResult.Done done
                ? tagged(ResponseEntity.ok(), done.service())
                : Problems.of(result);
    }

    @DeleteMapping("/{name}")
    ResponseEntity<?> deregister(
            @PathVariable String project,
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "false") boolean force) {
        Optional<ServiceKey> key = key(project, name);
        if (key.isEmpty()) {
            return Problems.unknown();
        }
        if (ifMatch == null) {
            return Problems.preconditionRequired();
        }
        if (reason != null && !Texts.isReason(reason)) {
            throw new BadRequestException(
                    "The parameter reason is not a text of at most " + Texts.MAX_REASON + " printable characters");
        }
        RegistrationResult result =
                registrations.deregister(key.get(), RevisionTag.ifMatch(ifMatch), Actor.of(actor), reason, force);
        return result instanceof RegistrationResult.Done done
                ? ResponseEntity.noContent()
                        .header("ETag", RevisionTag.of(done.service().revision()))
                        .build()
                : Problems.of(result);
    }

    private ResponseEntity<ServiceView> tagged(ResponseEntity.BodyBuilder answer, InferenceService service) {
        List<ClusterOutcome> clusters = outcomes.of(List.of(service.uid())).getOrDefault(service.uid(), List.of());
        return answer.header("ETag", RevisionTag.of(service.revision())).body(ServiceView.of(service, clusters));
    }

    /** Empty when there cannot be such a service. */
    private static Optional<ServiceKey> key(String project, String name) {
        return ServiceKey.isName(project) && ServiceKey.isName(name)
                ? Optional.of(new ServiceKey(project, name))
                : Optional.empty();
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new BadRequestException(
                    HttpStatus.CONTENT_TOO_LARGE, "The body is longer than allowed: " + MAX_BODY + " bytes");
        }
        return body;
    }
}
