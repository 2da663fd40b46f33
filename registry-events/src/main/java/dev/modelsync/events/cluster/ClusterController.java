package dev.modelsync.events.cluster;

import dev.modelsync.events.registration.Actor;
import dev.modelsync.events.registration.BadRequestException;
import dev.modelsync.events.registration.PageToken;
import dev.modelsync.events.registration.RequestJson;
import dev.modelsync.events.registration.rules.Violations;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The enrolment API. Translates between HTTP and {@link Enrolment}, and decides nothing. */
@RestController
@RequestMapping(ClusterController.PATH)
class ClusterController {
    static final String PATH = "/api/v1/clusters";

    private static final String ACTOR = "X-Actor";
    private static final int MAX_LIMIT = 500;
    private static final int MAX_BODY = 64 * 1024;
    private static final byte[] NOTHING_SAID = {'{', '}'};

    private final Enrolment enrolment;
    private final ClusterAnswers answers;

    ClusterController(Enrolment enrolment, ClusterStates states) {
        this.enrolment = enrolment;
        this.answers = new ClusterAnswers(states);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> enrol(
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor, HttpServletRequest request)
            throws IOException {
        Violations found = new Violations();
        Optional<EnrolmentRequest> wanted = new EnrolmentJson(RequestJson.object(body(request)), found).request();
        return wanted.isEmpty()
                ? ClusterAnswers.invalid(found)
                : answers.enrolled(enrolment.enrol(wanted.get(), Actor.of(actor)));
    }

    @GetMapping
    ClusterView.Page list(
            @RequestParam(defaultValue = "100") int limit, @RequestParam(required = false) @Nullable String pageToken) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new BadRequestException("The parameter limit is " + limit + "; allowed: 1 to " + MAX_LIMIT);
        }
        List<Cluster> found = enrolment.list(PageToken.name(pageToken), limit + 1);
        List<Cluster> page = found.subList(0, Math.min(limit, found.size()));
        return answers.page(
                page, found.size() > limit ? PageToken.after(page.get(limit - 1).id()) : null);
    }

    @GetMapping("/{id}")
    ResponseEntity<?> find(@PathVariable String id) {
        return answers.found(id, enrolment.find(id));
    }

    /** A cluster that is revoked already is answered as it is. */
    @PostMapping("/{id}/revoke")
    ResponseEntity<?> revoke(
            @PathVariable String id,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        return withReason(
                request, reason -> answers.found(id, enrolment.revoke(id, Actor.of(actor), reason.orElse(null))));
    }

    @PostMapping("/{id}/token")
    ResponseEntity<?> reissue(
            @PathVariable String id,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        return withReason(
                request, reason -> answers.reissued(id, enrolment.reissue(id, Actor.of(actor), reason.orElse(null))));
    }

    /** A body, which may be left out, says why and nothing else. */
    private static ResponseEntity<?> withReason(
            HttpServletRequest request, Function<Optional<String>, ResponseEntity<?>> change) throws IOException {
        Violations found = new Violations();
        byte[] body = body(request);
        String reason = new EnrolmentJson(RequestJson.object(body.length == 0 ? NOTHING_SAID : body), found).reason();
        return found.isEmpty() ? change.apply(Optional.ofNullable(reason)) : ClusterAnswers.invalid(found);
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
