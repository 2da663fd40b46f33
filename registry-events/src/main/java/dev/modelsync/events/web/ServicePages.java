package dev.modelsync.events.web;

import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.registration.rules.Provider;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.view.ClusterSync;
import dev.modelsync.events.registration.view.EndpointState;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceQuery;
import dev.modelsync.events.web.Frame.Section;
import dev.modelsync.events.web.live.LiveRegions;
import dev.modelsync.events.web.live.Seen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The list of services, and one of them. */
@Controller
class ServicePages {
    private static final int PAGE = 50;
    private static final String DEFAULT_PROJECT = "default";
    private static final List<String> FILTERS = List.of("text", "provider", "status", "state", "label");
    private static final List<String> FILTERS_AND_PAGE =
            List.of("text", "provider", "status", "state", "label", "pageToken");
    /** What a page may be told to have been done just before. */
    private static final Set<String> DONE = Set.of("registered", "edited", "deregistered", "unchanged");

    private final LiveServices registered;
    private final ServiceRegions services;
    private final LiveRegions live;
    private final Frame frame;

    ServicePages(LiveServices registered, ServiceRegions services, LiveRegions live, Frame frame) {
        this.registered = registered;
        this.services = services;
        this.live = live;
        this.frame = frame;
    }

    @GetMapping("/")
    String root() {
        List<String> projects = registered.projects();
        return "redirect:" + Addresses.services(projects.isEmpty() ? DEFAULT_PROJECT : projects.get(0));
    }

    /** The choice of the navigation. */
    @GetMapping("/projects")
    String choose(@RequestParam String project) {
        return "redirect:" + Addresses.services(Addresses.project(project));
    }

    @GetMapping("/projects/{project}/services")
    ModelAndView list(@PathVariable String project, @RequestParam MultiValueMap<String, String> given) {
        Addresses.project(project);
        ModelAndView page = frame.page("services", Section.SERVICES, project)
                .addObject("given", given)
                .addObject("providers", Provider.values())
                .addObject("states", ClusterSync.State.values())
                .addObject("statuses", EndpointState.values())
                .addObject("done", done(given.getFirst("done")))
                .addObject("name", given.getFirst("name"));
        try {
            return frame.live(page, regions(project, given), streamOfList(project, given));
        } catch (BadRequestException e) {
            page.setStatus(HttpStatus.BAD_REQUEST);
            return page.addObject("problem", e.reason());
        }
    }

    @GetMapping("/projects/{project}/services/{name}")
    ModelAndView one(
            @PathVariable String project,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String done) {
        ServiceKey key = Addresses.service(project, name);
        Map<String, String> regions = services.of(key).orElseThrow(NotThereException::new);
        ModelAndView page = frame.page("service", Section.SERVICES, project)
                .addObject("key", key)
                .addObject("done", done(done));
        return frame.live(page, regions, "/live" + Addresses.service(key));
    }

    @GetMapping(path = "/live/projects/{project}/services", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> followList(
            @PathVariable String project, @RequestParam MultiValueMap<String, String> given) {
        Addresses.project(project);
        regions(project, given);
        return Streams.answer(live.follow(
                streamOfList(project, given), () -> regions(project, given), Seen.parse(given.getFirst(Streams.SEEN))));
    }

    @GetMapping(path = "/live/projects/{project}/services/{name}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> followOne(
            @PathVariable String project,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String seen) {
        ServiceKey key = Addresses.service(project, name);
        return Streams.answer(live.follow("service " + key, () -> services.ofWatched(key), Seen.parse(seen)));
    }

    private Map<String, String> regions(String project, MultiValueMap<String, String> given) {
        List<String> labels = given.getOrDefault("label", List.of()).stream()
                .filter(label -> !label.isBlank())
                .toList();
        String text = given.getFirst("text");
        ServiceQuery query = ServiceQuery.of(
                        given.getFirst("provider"),
                        given.getFirst("state"),
                        labels,
                        text == null ? null : text.strip(),
                        given.getFirst("pageToken"),
                        PAGE)
                .withStatus(given.getFirst("status"));
        return services.list(project, query, Addresses.with(Addresses.services(project), given, FILTERS));
    }

    private static String streamOfList(String project, MultiValueMap<String, String> given) {
        return Addresses.with("/live" + Addresses.services(project), given, FILTERS_AND_PAGE);
    }

    private static @Nullable String done(@Nullable String word) {
        return word != null && DONE.contains(word) ? word : null;
    }
}
