package dev.modelsync.events.web;

import dev.modelsync.events.cluster.AccessToken;
import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.cluster.DeliveryRequest;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.cluster.EnrolmentJson;
import dev.modelsync.events.cluster.EnrolmentRequest;
import dev.modelsync.events.cluster.EnrolmentResult;
import dev.modelsync.events.cluster.TokenResult;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.Actor;
import dev.modelsync.events.web.Frame.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Enrols and revokes clusters. A token is on the page that answers, and on no other. */
@Controller
class EnrolPages {
    private static final String ACTOR = "X-Actor";
    private static final List<String> FIELDS =
            List.of("id", "project", "location", "labels", "delivery", "sealingKey", "reason");

    private static final List<String> DELIVERY = List.of("delivery", "sealingKey", "reason");

    private final Enrolment enrolment;
    private final Frame frame;

    EnrolPages(Enrolment enrolment, Frame frame) {
        this.enrolment = enrolment;
        this.frame = frame;
    }

    @GetMapping("/enrol")
    ModelAndView form(@RequestParam Map<String, String> given) {
        return page(given, List.of());
    }

    @PostMapping("/enrol")
    ModelAndView enrol(
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            @RequestParam Map<String, String> given) {
        Labels labels = Labels.parse(given.getOrDefault("labels", ""));
        Violations found = new Violations();
        Optional<EnrolmentRequest> wanted = new EnrolmentJson(json(given, labels), found).request();
        List<Violation> violations = new ArrayList<>(labels.violations());
        violations.addAll(found.toList());
        if (wanted.isEmpty() || !violations.isEmpty()) {
            return answer(HttpStatus.UNPROCESSABLE_CONTENT, page(given, violations));
        }
        EnrolmentResult result = enrolment.enrol(wanted.get(), Actor.of(actor));
        if (result instanceof EnrolmentResult.Enrolled enrolled) {
            return answer(HttpStatus.CREATED, token(enrolled.cluster(), enrolled.token(), "enrolled"));
        }
        Violation taken = new Violation(
                "/id", Code.TAKEN, "this cluster is enrolled already; a lost token is replaced on its page");
        return answer(HttpStatus.CONFLICT, page(given, List.of(taken)));
    }

    @PostMapping("/clusters/{id}/token")
    ModelAndView reissue(
            @PathVariable String id,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            @RequestParam(defaultValue = "") String reason) {
        TokenResult result = enrolment.reissue(Addresses.project(id), Actor.of(actor), reason(reason));
        if (result instanceof TokenResult.Issued issued) {
            return token(issued.cluster(), issued.token(), "reissued");
        }
        if (result instanceof TokenResult.Revoked) {
            return frame.message(
                    HttpStatus.CONFLICT,
                    "No token",
                    "Cluster " + id + " is revoked and gets no token; enrol it again.");
        }
        throw new NotThereException();
    }

    @PostMapping("/clusters/{id}/revoke")
    ModelAndView revoke(
            @PathVariable String id,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            @RequestParam(defaultValue = "") String reason) {
        Optional<Cluster> revoked = enrolment.revoke(Addresses.project(id), Actor.of(actor), reason(reason));
        return revoked.map(cluster -> new ModelAndView("redirect:/clusters/" + id + "?done=revoked"))
                .orElseThrow(NotThereException::new);
    }

    @PostMapping("/clusters/{id}/delivery")
    ModelAndView deliver(
            @PathVariable String id,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            @RequestParam Map<String, String> given) {
        Violations found = new Violations();
        DeliveryRequest wanted = new EnrolmentJson(json(given, DELIVERY), found)
                .delivery()
                .orElseThrow(
                        () -> new RefusedFormException(found.toList().get(0).pointer() + ": "
                                + found.toList().get(0).detail()));
        Cluster cluster = enrolment
                .deliver(Addresses.project(id), wanted.delivery(), Actor.of(actor), wanted.reason())
                .orElseThrow(NotThereException::new);
        return cluster.isRevoked()
                ? frame.message(
                        HttpStatus.CONFLICT,
                        "No credentials",
                        "Cluster " + id + " is revoked and gets no credentials; enrol it again.")
                : new ModelAndView("redirect:/clusters/" + id + "?done=delivery");
    }

    /** Judged as the API judges it. */
    private static @Nullable String reason(String given) {
        Violations found = new Violations();
        ObjectNode json = JsonMapper.shared().createObjectNode();
        if (!given.isBlank()) {
            json.put("reason", given.strip());
        }
        String reason = new EnrolmentJson(json, found).reason();
        if (!found.isEmpty()) {
            throw new RefusedFormException(
                    "The reason: " + found.toList().get(0).detail());
        }
        return reason;
    }

    private static ObjectNode json(Map<String, String> given, Labels labels) {
        ObjectNode json = json(given, FIELDS);
        labels.values().forEach(json.putObject("labels")::put);
        return json;
    }

    /** What was left empty was not said. */
    private static ObjectNode json(Map<String, String> given, List<String> fields) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        for (String field : fields) {
            String value = given.getOrDefault(field, "").strip();
            if (!value.isEmpty()) {
                json.put(field, value);
            }
        }
        return json;
    }

    private ModelAndView page(Map<String, String> given, List<Violation> violations) {
        return frame.page("enrol", Section.CLUSTERS, null)
                .addObject("given", shown(given))
                .addObject("deliveries", Delivery.Kind.values())
                .addObject("locations", Cluster.Location.values())
                .addObject("errors", FormErrors.of(violations, FIELDS));
    }

    /** What was typed is kept, but for a key that was refused: it may be the private one. */
    private static Map<String, String> shown(Map<String, String> given) {
        Map<String, String> shown = new TreeMap<>(given);
        shown.remove("sealingKey");
        return shown;
    }

    private ModelAndView token(Cluster cluster, AccessToken token, String said) {
        return frame.page("token", Section.CLUSTERS, null)
                .addObject("cluster", cluster)
                .addObject("token", token.reveal())
                .addObject("said", said);
    }

    private static ModelAndView answer(HttpStatus status, ModelAndView page) {
        page.setStatus(status);
        return page;
    }
}
