package dev.modelsync.events.park;

import dev.modelsync.events.park.ParkedServices.Filter;
import dev.modelsync.events.park.ParkedServices.Place;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.request.PageToken;
import dev.modelsync.events.request.RequestParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is parked, on every cluster. Commands to a cluster try it again, or give it up. */
@RestController
class ParkController {
    private final ParkedServices parked;

    ParkController(ParkedServices parked) {
        this.parked = parked;
    }

    /** @param nextPageToken null on the last page */
    record Page(List<ParkedService> items, @Nullable String nextPageToken) {}

    @GetMapping(path = "/api/v1/parked", produces = MediaType.APPLICATION_JSON_VALUE)
    Page list(
            @RequestParam(defaultValue = "") String cluster,
            @RequestParam(defaultValue = "") String project,
            @RequestParam(defaultValue = "") String service,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        Filter filter = new Filter(name("cluster", cluster), name("project", project), name("service", service));
        int size = RequestParameters.limit(limit);
        List<ParkedService> found = parked.page(filter, place(pageToken), size + 1);
        List<ParkedService> page = found.subList(0, Math.min(size, found.size()));
        return new Page(page, found.size() > size ? token(page.get(size - 1)) : null);
    }

    private static String name(String parameter, String given) {
        if (given.isEmpty() || ServiceKey.isName(given)) {
            return given;
        }
        throw RequestParameters.wrong(parameter, given, ServiceKey.ALLOWED);
    }

    private static Place place(@Nullable String token) {
        List<String> after = PageToken.names(token, 3);
        return after.isEmpty() ? Place.START : new Place(after.get(0), after.get(1), after.get(2));
    }

    private static String token(ParkedService last) {
        return PageToken.after(last.cluster(), last.project(), last.service());
    }
}
