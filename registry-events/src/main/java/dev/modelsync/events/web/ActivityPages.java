package dev.modelsync.events.web;

import dev.modelsync.events.activity.entry.ActivityType;
import dev.modelsync.events.activity.log.ActivityCursor;
import dev.modelsync.events.activity.log.ActivityFilter;
import dev.modelsync.events.activity.log.ActivityLog;
import dev.modelsync.events.activity.log.ActivityRequest;
import dev.modelsync.events.activity.log.ActivityView;
import dev.modelsync.events.web.Frame.Section;
import dev.modelsync.events.web.live.LiveRegions;
import dev.modelsync.events.web.live.Seen;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The activity log. */
@Controller
class ActivityPages {
    private static final String PATH = "/activity";
    private static final String CURSOR = "cursor";
    private static final int PAGE = 50;
    private static final List<String> FILTERS =
            List.of("project", "service", "actor", "cluster", "type", "from", "to", "outcome", "replayId");
    private static final List<String> REGIONS = List.of("activity");
    private static final List<String> TIMES = List.of("from", "to");
    /** As a browser's field for date and time sends it; taken as UTC. */
    private static final Pattern LOCAL_TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?");

    private static final int LENGTH_TO_MINUTES = "2026-11-24T20:15".length();

    private final ActivityLog log;
    private final Regions regions;
    private final LiveRegions live;
    private final Frame frame;

    ActivityPages(ActivityLog log, Regions regions, LiveRegions live, Frame frame) {
        this.log = log;
        this.regions = regions;
        this.live = live;
        this.frame = frame;
    }

    @GetMapping(PATH)
    ModelAndView list(@RequestParam MultiValueMap<String, String> given) {
        ModelAndView page = frame.page("activity", Section.ACTIVITY, null)
                .addObject("given", given)
                .addObject("types", ActivityType.values())
                .addObject("outcomes", ActivityRequest.outcomes())
                .addObject("export", Addresses.with("/api/v1/activity/export", instants(given), FILTERS));
        try {
            Map<String, String> rendered = regions(given);
            page.addObject("errors", FormErrors.NONE);
            return given.containsKey(CURSOR)
                    ? page.addObject("regions", rendered)
                    : frame.live(page, rendered, Addresses.with("/live" + PATH, instants(given), FILTERS));
        } catch (ActivityRequest.Refused e) {
            page.setStatus(HttpStatus.BAD_REQUEST);
            return page.addObject("errors", errors(e));
        }
    }

    @GetMapping(path = "/live" + PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> follow(@RequestParam MultiValueMap<String, String> given) {
        regions(given);
        return Streams.answer(live.follow(
                Addresses.with(PATH, given, FILTERS), () -> regions(given), Seen.parse(given.getFirst(Streams.SEEN))));
    }

    private Map<String, String> regions(MultiValueMap<String, String> given) {
        MultiValueMap<String, String> read = instants(given);
        Map<String, String[]> parameters = new LinkedHashMap<>();
        read.forEach((name, values) -> {
            if (FILTERS.contains(name)) {
                parameters.put(name, values.stream().map(String::strip).toArray(String[]::new));
            }
        });
        String token = given.getFirst(CURSOR);
        if (token != null) {
            parameters.put(CURSOR, new String[] {token});
        }
        ActivityRequest asked = new ActivityRequest(parameters, CURSOR);
        ActivityFilter filter = asked.filter();
        ActivityCursor cursor = asked.cursor();
        asked.check();
        List<ActivityView> found = log.page(filter, cursor, PAGE + 1);
        List<ActivityView> entries = found.subList(0, Math.min(PAGE, found.size()));
        String first = Addresses.with(PATH, read, FILTERS);
        String next = found.size() > PAGE
                ? Addresses.and(first, CURSOR, entries.get(PAGE - 1).cursor().token())
                : "";
        return regions.render(
                Map.of(
                        "entries", entries,
                        "first", first,
                        "next", next,
                        "later", token != null,
                        "filtered", first.contains("?")),
                REGIONS);
    }

    private static MultiValueMap<String, String> instants(MultiValueMap<String, String> given) {
        MultiValueMap<String, String> read = MultiValueMap.fromMultiValue(new HashMap<>(given));
        for (String name : TIMES) {
            String text = read.getFirst(name);
            if (text != null && LOCAL_TIME.matcher(text).matches()) {
                read.put(name, List.of(text.length() == LENGTH_TO_MINUTES ? text + ":00Z" : text + "Z"));
            }
        }
        return read;
    }

    private static FormErrors errors(ActivityRequest.Refused refused) {
        Map<String, String> byField = new LinkedHashMap<>();
        refused.problems().forEach(problem -> byField.putIfAbsent(problem.parameter(), problem.detail()));
        return FormErrors.at(byField);
    }
}
