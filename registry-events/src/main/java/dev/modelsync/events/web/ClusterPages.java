package dev.modelsync.events.web;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.fleet.PipelineStep;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.web.Frame.Section;
import dev.modelsync.events.web.live.LiveRegions;
import dev.modelsync.events.web.live.Seen;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The list of clusters, and one of them. */
@Controller
class ClusterPages {
    private static final Set<String> DONE = Set.of("revoked", "delivery");

    private final ClusterRegions clusters;
    private final Enrolment enrolment;
    private final LiveRegions live;
    private final Frame frame;

    ClusterPages(ClusterRegions clusters, Enrolment enrolment, LiveRegions live, Frame frame) {
        this.clusters = clusters;
        this.enrolment = enrolment;
        this.live = live;
        this.frame = frame;
    }

    @GetMapping("/clusters")
    ModelAndView list(@RequestParam(defaultValue = "") String after) {
        String from = ServiceKey.isName(after) ? after : "";
        return frame.live(
                frame.page("clusters", Section.CLUSTERS, null),
                clusters.list(from),
                Addresses.and("/live/clusters", "after", from));
    }

    @GetMapping("/clusters/{id}")
    ModelAndView one(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @Nullable String done) {
        PipelineStep needed = step(step);
        Map<String, String> regions = clusters.of(Addresses.project(id), needed).orElseThrow(NotThereException::new);
        Cluster enrolled = enrolment.find(id).orElse(null);
        ModelAndView page = frame.page("cluster", Section.CLUSTERS, null)
                .addObject("id", id)
                .addObject("cluster", enrolled)
                .addObject("deliveries", Delivery.Kind.values())
                .addObject("steps", PipelineStep.values())
                .addObject("step", needed)
                .addObject("done", done != null && DONE.contains(done) ? done : null);
        return frame.live(page, regions, stream(id, needed));
    }

    @GetMapping(path = "/live/clusters", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> followList(
            @RequestParam(defaultValue = "") String after, @RequestParam(required = false) @Nullable String seen) {
        String from = ServiceKey.isName(after) ? after : "";
        return Streams.answer(live.follow("clusters " + from, () -> clusters.list(from), Seen.parse(seen)));
    }

    @GetMapping(path = "/live/clusters/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> followOne(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @Nullable String seen) {
        PipelineStep needed = step(step);
        if (clusters.of(Addresses.project(id), needed).isEmpty()) {
            throw new NotThereException();
        }
        return Streams.answer(
                live.follow(stream(id, needed), () -> clusters.of(id, needed).orElseGet(Map::of), Seen.parse(seen)));
    }

    private static String stream(String id, @Nullable PipelineStep step) {
        String address = "/live/clusters/" + id;
        return step == null ? address : Addresses.and(address, "step", step.stepName());
    }

    /** Null for all models; so is a step that there is not, as the choice then shows. */
    private static @Nullable PipelineStep step(@Nullable String name) {
        return name == null ? null : PipelineStep.named(name).orElse(null);
    }
}
