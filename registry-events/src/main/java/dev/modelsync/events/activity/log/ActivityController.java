package dev.modelsync.events.activity.log;

import dev.modelsync.events.problem.ProblemAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** The activity log for its readers. */
@RestController
@RequestMapping("/api/v1/activity")
class ActivityController {
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 500;
    private static final Set<String> FORMATS = new TreeSet<>(Set.of("ndjson", "csv"));

    private final ActivityLog log;
    private final ActivityFeed feed;
    private final ActivityRebuild rebuild;
    private final JsonMapper json;
    private final Clock clock;

    ActivityController(ActivityLog log, ActivityFeed feed, ActivityRebuild rebuild, JsonMapper json, Clock clock) {
        this.log = log;
        this.feed = feed;
        this.rebuild = rebuild;
        this.json = json;
        this.clock = clock;
    }

    /** @param nextCursor null on the last page */
    record Page(List<ActivityView> entries, @Nullable String nextCursor) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Page list(HttpServletRequest request) {
        ActivityRequest asked =
                new ActivityRequest(request.getParameterMap(), "limit", "cursor", ActivityRequest.AS_OF);
        ActivityFilter filter = filter(asked);
        int limit = asked.number("limit", 1, MAX_PAGE, PAGE);
        ActivityCursor cursor = asked.cursor();
        asked.check();
        List<ActivityView> found = log.page(filter, cursor, limit + 1);
        List<ActivityView> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                page, found.size() > limit ? page.get(limit - 1).cursor().token() : null);
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> get(@PathVariable String id) {
        if (id.indexOf('\0') >= 0) {
            return unknown();
        }
        return log.find(id).<ResponseEntity<?>>map(ResponseEntity::ok).orElseGet(ActivityController::unknown);
    }

    /** Page by page, so that neither memory nor a transaction grows with the log. */
    @GetMapping("/export")
    void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ActivityRequest asked = new ActivityRequest(request.getParameterMap(), "format", ActivityRequest.AS_OF);
        ActivityFilter filter = filter(asked);
        String format = asked.requiredOneOf("format", FORMATS);
        asked.check();
        boolean csv = "csv".equals(format);
        response.setContentType(csv ? "text/csv;charset=UTF-8;header=present" : "application/x-ndjson");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"activity." + format + '"');
        Writer out = response.getWriter();
        out.write(csv ? ActivityCsv.HEADER : "");
        ActivityCursor cursor = null;
        List<ActivityView> page;
        do {
            page = log.page(filter, cursor, MAX_PAGE);
            for (ActivityView entry : page) {
                out.write(csv ? ActivityCsv.lines(entry) : json.writeValueAsString(entry) + '\n');
                cursor = entry.cursor();
            }
            out.flush();
        } while (page.size() == MAX_PAGE);
    }

    /** How the log will stand, nobody knows. */
    private ActivityFilter filter(ActivityRequest asked) {
        ActivityFilter filter = asked.filter();
        Instant asOf = filter.asOf();
        if (asOf != null && asOf.isAfter(clock.instant())) {
            asked.problem(
                    ActivityRequest.AS_OF, "it is '" + asOf + "', which is yet to come; allowed: a time of the past");
        }
        return filter;
    }

    @GetMapping("/events")
    ResponseEntity<?> events(
            HttpServletRequest request,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        ActivityRequest asked = new ActivityRequest(request.getParameterMap());
        ActivityFilter filter = asked.filter();
        if (lastEventId != null && !lastEventId.matches("[0-9]{1,18}")) {
            asked.problem("Last-Event-ID", "the header is not the id of an event; allowed: the id that came last");
        }
        asked.check();
        SseEmitter emitter = feed.follow(filter, lastEventId == null ? null : Long.valueOf(lastEventId));
        return emitter == null
                ? ProblemAnswer.of(HttpStatus.SERVICE_UNAVAILABLE, "Too many follow the log already; try again later")
                : ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(emitter);
    }

    @PostMapping(path = "/rebuild", produces = MediaType.APPLICATION_JSON_VALUE)
    ActivityRebuild.Result rebuild() {
        return rebuild.run();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ActivityRequest.Refused e) {
        return ProblemAnswer.of(HttpStatus.BAD_REQUEST, "Parameters are wrong; see errors", e.problems());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(KafkaException e) {
        return ProblemAnswer.of(HttpStatus.SERVICE_UNAVAILABLE, "The brokers do not answer; the log is as it was");
    }

    private static ResponseEntity<ProblemDetail> unknown() {
        return ProblemAnswer.of(HttpStatus.NOT_FOUND, "There is no such entry");
    }
}
