package dev.modelsync.events.replay;

import dev.modelsync.events.problem.ProblemAnswer;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.replay.ReplayFold.Numbered;
import dev.modelsync.events.replay.ReplayRequest.Act;
import dev.modelsync.events.request.Actor;
import dev.modelsync.events.request.PageToken;
import dev.modelsync.events.request.RequestBody;
import dev.modelsync.events.request.RequestJson;
import dev.modelsync.events.request.RequestParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

/** The API of replays. Translates between HTTP and {@link ReplayDesk}, and decides nothing. */
@RestController
@RequestMapping(path = ReplayController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class ReplayController {
    static final String PATH = "/api/v1/replays";

    private static final String ACTOR = "X-Actor";
    private static final int MAX_BODY = 64 * 1024;
    private static final byte[] NOTHING_SAID = {'{', '}'};
    private static final Set<String> ACTIONS = new TreeSet<>(Set.of("CREATE", "EDIT", "REMOVE", "LEAVE", "SKIP"));

    private final ReplayDesk replays;
    private final ReplayTables tables;

    ReplayController(ReplayDesk replays, ReplayTables tables) {
        this.replays = replays;
        this.tables = tables;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> plan(
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor, HttpServletRequest request)
            throws IOException {
        Violations found = new Violations();
        Optional<ReplayWish> wish = ReplayRequest.toPlan(RequestJson.object(RequestBody.of(request, MAX_BODY)), found);
        return wish.isEmpty() ? invalid(found) : answer(replays.plan(wish.get(), Actor.of(actor)));
    }

    @GetMapping
    ReplayView.Page list(
            @RequestParam(name = "limit", required = false) @Nullable String most,
            @RequestParam(required = false) @Nullable String pageToken) {
        int limit = RequestParameters.limit(most);
        List<ReplayView> found = replays.list(PageToken.name(pageToken), limit + 1);
        List<ReplayView> page = found.subList(0, Math.min(limit, found.size()));
        return new ReplayView.Page(
                page, found.size() > limit ? PageToken.after(page.get(limit - 1).name()) : null);
    }

    @GetMapping("/{name}")
    ResponseEntity<?> find(@PathVariable String name) {
        return replays.find(name).<ResponseEntity<?>>map(ResponseEntity::ok).orElseGet(() -> unknown(name));
    }

    /** The plan of one cluster, service by service, as far as it has arrived. */
    @GetMapping("/{name}/clusters/{cluster}/plan")
    ResponseEntity<?> plan(
            @PathVariable String name,
            @PathVariable String cluster,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(name = "limit", required = false) @Nullable String most,
            @RequestParam(required = false) @Nullable String pageToken) {
        int limit = RequestParameters.limit(most);
        String wanted = action == null || action.isEmpty() ? null : action;
        if (wanted != null && !ACTIONS.contains(wanted)) {
            throw RequestParameters.wrong("action", wanted, String.join(", ", ACTIONS));
        }
        int after = place(pageToken);
        Optional<ReplayView> replay = replays.find(name);
        if (replay.isEmpty()) {
            return unknown(name);
        }
        if (replay.get().clusters().stream().noneMatch(known -> known.cluster().equals(cluster))) {
            return ProblemAnswer.of(
                    HttpStatus.NOT_FOUND,
                    "Replay '" + Texts.shown(name) + "' is not about cluster '" + Texts.shown(cluster) + "'");
        }
        return ResponseEntity.ok(page(tables.plan(replay.get().id(), cluster, wanted, after, limit + 1), limit));
    }

    private static ReplayView.PlanPage page(List<Numbered> found, int limit) {
        List<Numbered> page = found.subList(0, Math.min(limit, found.size()));
        return new ReplayView.PlanPage(
                page.stream().map(Numbered::service).toList(),
                found.size() > limit
                        ? PageToken.after(Integer.toString(page.get(limit - 1).number()))
                        : null);
    }

    private static int place(@Nullable String pageToken) {
        String after = PageToken.name(pageToken);
        if (after.isEmpty()) {
            return -1;
        }
        if (!after.matches("[0-9]{1,9}")) {
            throw RequestParameters.wrong(
                    "pageToken", String.valueOf(pageToken), "the nextPageToken of the page before");
        }
        return Integer.parseInt(after);
    }

    @PostMapping("/{name}/run")
    ResponseEntity<?> run(
            @PathVariable String name,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        String given = Actor.of(actor);
        return acting(request, act -> replays.run(name, act, given));
    }

    @PostMapping("/{name}/cancel")
    ResponseEntity<?> cancel(
            @PathVariable String name,
            @RequestHeader(name = ACTOR, required = false) @Nullable String actor,
            HttpServletRequest request)
            throws IOException {
        String given = Actor.of(actor);
        return acting(request, act -> replays.cancel(name, act, given));
    }

    /** The body may be left out. */
    private static ResponseEntity<?> acting(HttpServletRequest request, Function<Act, ReplayResult> what)
            throws IOException {
        Violations found = new Violations();
        byte[] body = RequestBody.of(request, MAX_BODY);
        Optional<Act> act = ReplayRequest.toAct(RequestJson.object(body.length == 0 ? NOTHING_SAID : body), found);
        return act.isEmpty() ? invalid(found) : answer(what.apply(act.get()));
    }

    private static ResponseEntity<?> answer(ReplayResult result) {
        if (result instanceof ReplayResult.Given given) {
            return ResponseEntity.accepted()
                    .location(URI.create(PATH + "/" + given.replay().name()))
                    .body(given.replay());
        }
        if (result instanceof ReplayResult.Taken taken) {
            return ProblemAnswer.of(
                    HttpStatus.CONFLICT,
                    "The name is taken; see errors",
                    List.of(new Violation(
                            "/name", Code.TAKEN, "there is a replay '" + taken.name() + "'; allowed: another name")));
        }
        if (result instanceof ReplayResult.Unknown unknown) {
            return unknown(unknown.name());
        }
        if (result instanceof ReplayResult.Refused refused) {
            return refused(refused);
        }
        return ProblemAnswer.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The brokers do not answer; whether the commands arrive is unknown until they expire");
    }

    private static ResponseEntity<?> refused(ReplayResult.Refused refused) {
        Code code = refused.conflict() ? Code.WRONG_STATE : Code.UNKNOWN_VALUE;
        List<Violation> errors = refused.wrong().stream()
                .map(wrong -> new Violation(wrong.pointer(), code, wrong.detail()))
                .toList();
        return ProblemAnswer.of(
                refused.conflict() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT,
                refused.conflict()
                        ? "The replay is not in a state in which that can be done; see errors"
                        : "The request breaks rules; see errors",
                errors);
    }

    private static ResponseEntity<?> invalid(Violations found) {
        return ProblemAnswer.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "The request breaks rules; see errors", found.toList());
    }

    private static ResponseEntity<?> unknown(String name) {
        return ProblemAnswer.of(HttpStatus.NOT_FOUND, "There is no replay '" + Texts.shown(name) + "'");
    }
}
