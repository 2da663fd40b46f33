package dev.modelsync.events.web;

import dev.modelsync.events.activity.log.ActivityFilter;
import dev.modelsync.events.activity.log.ActivityLog;
import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.fleet.Fleet;
import dev.modelsync.events.fleet.FleetView;
import dev.modelsync.events.fleet.PipelineStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is live on the pages of clusters. */
final class ClusterRegions {
    private static final int PAGE = 100;
    private static final int ACTIVITY = 10;
    private static final List<String> LIST = List.of("clusters");
    private static final List<String> ONE = List.of("cluster-worker", "cluster-models", "cluster-activity");

    private final Enrolment enrolment;
    private final Fleet fleet;
    private final ActivityLog activity;
    private final Regions regions;

    ClusterRegions(Enrolment enrolment, Fleet fleet, ActivityLog activity, Regions regions) {
        this.enrolment = enrolment;
        this.fleet = fleet;
        this.activity = activity;
        this.regions = regions;
    }

    /** A page of the list, from the cluster after an id on. */
    Map<String, String> list(String after) {
        List<String> found = fleet.known(after, PAGE + 1);
        List<String> ids = found.subList(0, Math.min(PAGE, found.size()));
        Map<String, FleetView.Status> reported = fleet.reported(ids);
        // Of the enrolled ones at most as many are among the known ones, and in the same order.
        Map<String, Cluster> enrolled =
                enrolment.list(after, PAGE + 1).stream().collect(Collectors.toMap(Cluster::id, Function.identity()));
        List<ClusterRow> rows = new ArrayList<>();
        for (String id : ids) {
            Cluster cluster = enrolled.get(id);
            FleetView.Status worker = reported.get(id);
            if (worker == null && cluster != null) {
                worker = FleetView.Status.never(cluster);
            }
            if (worker != null) {
                rows.add(new ClusterRow(id, cluster, worker));
            }
        }
        String next = found.size() > PAGE ? "/clusters?after=" + ids.get(PAGE - 1) : "";
        return regions.render(Map.of("clusters", rows, "next", next, "later", !after.isEmpty()), LIST);
    }

    /** Empty for a cluster that is neither enrolled nor has reported. */
    Optional<Map<String, String>> of(String id, @Nullable PipelineStep step) {
        return fleet.models(id, step).flatMap(choice -> fleet.status(id).map(status -> of(id, choice, status)));
    }

    private Map<String, String> of(String id, FleetView.Choice choice, FleetView.Status status) {
        ActivityFilter filter = ActivityFilter.ofCluster(id);
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", id);
        variables.put("worker", status);
        variables.put("enrolled", enrolment.find(id).orElse(null));
        variables.put("choice", choice);
        variables.put("entries", activity.page(filter, null, ACTIVITY));
        return regions.render(variables, ONE);
    }
}
