package dev.modelsync.events.cluster;

import dev.modelsync.events.cluster.ClusterStates.ClusterState;
import dev.modelsync.events.registration.Actor;
import dev.modelsync.events.registration.PageToken;
import dev.modelsync.events.registration.RequestBody;
import dev.modelsync.events.registration.RequestJson;
import dev.modelsync.events.registration.RequestParameters;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The enrolment API. Translates between HTTP and {@link Enrolment}, and decides nothing. */
@RestController
@RequestMapping(path = ClusterController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class ClusterController {
    static final String PATH = "/api/v1/clusters";

    private static final String ACTOR = "X-Actor";
    private static final int MAX_BODY = 64 * 1024;
    private static final byte[] NOTHING_SAID = {'{', '}'};

    private final Enrolment enrolment;
    private final ClusterStates states;

    ClusterController(Enrolment enrolment, ClusterStates states) {
        this.enrolment = enrolment;
        this.states = states;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> enrol(
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor, HttpServletRequest request)
            throws IOException {
        Violations found = new Violations();
        ObjectNode json = RequestJson.object(RequestBody.of(request, MAX_BODY));
        Optional<EnrolmentRequest> wanted = new EnrolmentJson(json, found).request();
        if (wanted.isEmpty()) {
            return invalid(found);
        }
        EnrolmentResult result = enrolment.enrol(wanted.get(), Actor.of(actor));
        return result instanceof EnrolmentResult.Enrolled enrolled
                ? shownOnce(
                        ResponseEntity.created(
                                URI.create(PATH + "/" + wanted.get().id())),
                        enrolled.cluster(),
                        enrolled.token())
                : taken(wanted.get().id());
    }

    @GetMapping
    ClusterView.Page list(
            @RequestParam(name = "limit", required = false) @Nullable String most,
            @RequestParam(required = false) @Nullable String pageToken) {
        int limit = RequestParameters.limit(most);
        List<Cluster> found = enrolment.list(PageToken.name(pageToken), limit + 1);
        List<Cluster> page = found.subList(0, Math.min(limit, found.size()));
        Map<String, ClusterState> known =
                states.of(page.stream().map(Cluster::id).toList());
        String next = found.size() > limit ? PageToken.after(page.get(limit - 1).id()) : null;
        return new ClusterView.Page(
                page.stream()
                        .map(cluster -> ClusterView.of(cluster, known.getOrDefault(cluster.id(), ClusterState.NEVER)))
                        .toList(),
                next);
    }

    @GetMapping("/{id}")
    ResponseEntity<?> find(@PathVariable String id) {
        return enrolment
                .find(id)
                .<ResponseEntity<?>>map(cluster -> ResponseEntity.ok(view(cluster)))
                .orElseGet(() -> unknown(id));
    }

    /** A cluster that is revoked already is answered as it is. */
    @PostMapping("/{id}/revoke")
    ResponseEntity<?> revoke(
            @PathVariable String id,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        Violations found = new Violations();
        String reason = reason(request, found);
        if (!found.isEmpty()) {
            return invalid(found);
        }
        return enrolment
                .revoke(id, Actor.of(actor), reason)
                .<ResponseEntity<?>>map(cluster -> ResponseEntity.ok(view(cluster)))
                .orElseGet(() -> unknown(id));
    }

    @PostMapping("/{id}/token")
    ResponseEntity<?> reissue(
            @PathVariable String id,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        Violations found = new Violations();
        String reason = reason(request, found);
        if (!found.isEmpty()) {
            return invalid(found);
        }
        TokenResult result = enrolment.reissue(id, Actor.of(actor), reason);
        if (result instanceof TokenResult.Issued issued) {
            return shownOnce(ResponseEntity.ok(), issued.cluster(), issued.token());
        }
        return result instanceof TokenResult.Revoked
                ? problem(
                        HttpStatus.CONFLICT,
                        "Cluster '" + id + "' is revoked and gets no token; enrol it again by POST " + PATH)
                : unknown(id);
    }

    private ResponseEntity<?> shownOnce(ResponseEntity.BodyBuilder answer, Cluster cluster, AccessToken token) {
        return answer.cacheControl(CacheControl.noStore())
                .body(new ClusterView.WithToken(view(cluster), token.reveal()));
    }

    private ClusterView view(Cluster cluster) {
        Map<String, ClusterState> known = states.of(List.of(cluster.id()));
        return ClusterView.of(cluster, known.getOrDefault(cluster.id(), ClusterState.NEVER));
    }

    /** A body may be left out. */
    private static @Nullable String reason(HttpServletRequest request, Violations found) throws IOException {
        byte[] body = RequestBody.of(request, MAX_BODY);
        return new EnrolmentJson(RequestJson.object(body.length == 0 ? NOTHING_SAID : body), found).reason();
    }

    private static ResponseEntity<ProblemDetail> taken(String id) {
        return refused(
                HttpStatus.CONFLICT,
                "The id is taken; see errors",
                List.of(new Violation(
                        "/id",
                        Code.TAKEN,
                        "cluster '" + id + "' is enrolled; a lost token is replaced by POST " + PATH + "/" + id
                                + "/token")));
    }

    private static ResponseEntity<ProblemDetail> invalid(Violations found) {
        return refused(HttpStatus.UNPROCESSABLE_CONTENT, "The request breaks rules; see errors", found.toList());
    }

    private static ResponseEntity<ProblemDetail> unknown(String id) {
        return problem(HttpStatus.NOT_FOUND, "No cluster '" + Texts.shown(id) + "' is enrolled");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return answer(ProblemDetail.forStatusAndDetail(status, detail));
    }

    private static ResponseEntity<ProblemDetail> refused(HttpStatus status, String detail, List<Violation> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("errors", errors);
        return answer(problem);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
