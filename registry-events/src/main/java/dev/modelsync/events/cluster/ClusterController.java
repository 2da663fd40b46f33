package dev.modelsync.events.cluster;

import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.Actor;
import dev.modelsync.events.request.PageToken;
import dev.modelsync.events.request.RequestBody;
import dev.modelsync.events.request.RequestJson;
import dev.modelsync.events.request.RequestParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
@RequestMapping(path = ClusterController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class ClusterController {
    static final String PATH = "/api/v1/clusters";

    private static final String ACTOR = "X-Actor";
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
        Optional<EnrolmentRequest> wanted =
                new EnrolmentJson(RequestJson.object(RequestBody.of(request, MAX_BODY)), found).request();
        return wanted.isEmpty()
                ? ClusterAnswers.invalid(found)
                : answers.enrolled(enrolment.enrol(wanted.get(), Actor.of(actor)));
    }

    @GetMapping
    ClusterView.Page list(
            @RequestParam(name = "limit", required = false) @Nullable String most,
            @RequestParam(required = false) @Nullable String pageToken) {
        int limit = RequestParameters.limit(most);
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

    /** A cluster that gets credentials so already is answered as it is. */
    @PostMapping(path = "/{id}/delivery", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> deliver(
            @PathVariable String id,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        Violations found = new Violations();
        Optional<DeliveryRequest> wanted =
                new EnrolmentJson(RequestJson.object(RequestBody.of(request, MAX_BODY)), found).delivery();
        return wanted.isEmpty()
                ? ClusterAnswers.invalid(found)
                : answers.delivered(
                        id,
                        enrolment.deliver(
                                id,
                                wanted.get().delivery(),
                                Actor.of(actor),
                                wanted.get().reason()));
    }

    /** A body, which may be left out, says why and nothing else. */
    private static ResponseEntity<?> withReason(
            HttpServletRequest request, Function<Optional<String>, ResponseEntity<?>> change) throws IOException {
        Violations found = new Violations();
        byte[] body = RequestBody.of(request, MAX_BODY);
        String reason = new EnrolmentJson(RequestJson.object(body.length == 0 ? NOTHING_SAID : body), found).reason();
        return found.isEmpty() ? change.apply(Optional.ofNullable(reason)) : ClusterAnswers.invalid(found);
    }
}
