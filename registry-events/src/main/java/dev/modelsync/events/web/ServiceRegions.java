package dev.modelsync.events.web;

import dev.modelsync.events.activity.log.ActivityFilter;
import dev.modelsync.events.activity.log.ActivityLog;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.view.ClusterSync;
import dev.modelsync.events.registration.view.Dependants;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceQuery;
import dev.modelsync.events.registration.view.ServiceView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is live on the pages of services. */
final class ServiceRegions {
    private static final List<String> LIST = List.of("services-summary", "services");
    private static final List<String> ONE =
            List.of("service-summary", "service-clusters", "service-definition", "service-usage", "service-activity");
    private static final List<String> GONE = List.of("service-gone");
    private static final int ACTIVITY = 10;

    private final LiveServices services;
    private final Dependants dependants;
    private final ActivityLog activity;
    private final Regions regions;

    ServiceRegions(LiveServices services, Dependants dependants, ActivityLog activity, Regions regions) {
        this.services = services;
        this.dependants = dependants;
        this.activity = activity;
        this.regions = regions;
    }

    /**
     * A page of the list.
     *
     * @param address of its first page, with the filters
     */
    Map<String, String> list(String project, ServiceQuery query, String address) {
        ServiceView.Page page = services.list(project, query);
        String token = page.nextPageToken();
        long attention =
                page.items().stream().filter(ServiceRegions::needsAttention).count();
        long pending = page.items().stream()
                .filter(service -> in(service, ClusterSync.State.PENDING))
                .count();
        return regions.render(
                Map.of(
                        "project", project,
                        "page", page,
                        "first", address,
                        "filtered", address.contains("?"),
                        "next", token == null ? "" : Addresses.and(address, "pageToken", token),
                        "later", !query.after().isEmpty(),
                        "attention", attention,
                        "pending", pending),
                LIST);
    }

    /** Of a service that is there. */
    Optional<Map<String, String>> of(ServiceKey key) {
        return services.find(key).map(service -> of(key, service));
    }

    /** The same for one who watches: when the service goes, that is what there is to see. */
    Map<String, String> ofWatched(ServiceKey key) {
        return of(key).orElseGet(() -> {
            String gone = regions.render(Map.of("key", key), GONE).get("service-gone");
            return Map.of("service-summary", gone);
        });
    }

    private Map<String, String> of(ServiceKey key, ServiceView service) {
        ActivityFilter filter = ActivityFilter.ofService(key);
        return regions.render(
                Map.of(
                        "service", service,
                        "usage", dependants.of(key, service.models()),
                        "entries", activity.page(filter, null, ACTIVITY),
                        "settled", settled(service)),
                ONE);
    }

    private static long settled(ServiceView service) {
        return service.clusters().stream()
                .filter(cluster -> cluster.state() == ClusterSync.State.SYNCED)
                .count();
    }

    private static boolean needsAttention(ServiceView service) {
        return in(service, ClusterSync.State.PARKED) || in(service, ClusterSync.State.SILENT);
    }

    private static boolean in(ServiceView service, ClusterSync.State state) {
        return service.clusters().stream().anyMatch(cluster -> cluster.state() == state);
    }
}
