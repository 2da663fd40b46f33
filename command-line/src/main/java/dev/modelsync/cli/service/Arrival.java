package dev.modelsync.cli.service;

import dev.modelsync.cli.session.ExitCode;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How far the clusters are with a service: those that count. */
final class Arrival {
    private final List<JsonNode> clusters;

    /** @param counting ids of clusters; empty for all */
    Arrival(JsonNode service, List<String> counting) {
        clusters = service.path("clusters")
                .valueStream()
                .filter(cluster -> counting.isEmpty()
                        || counting.contains(cluster.path("cluster").asString("")))
                .toList();
    }

    int total() {
        return clusters.size();
    }

    /** That are not waited for any more; a silent one answers nothing. */
    int settled() {
        return total() - count("PENDING");
    }

    boolean isSettled() {
        return settled() == total();
    }

    /** Done where every cluster is as it should be. */
    int exitCode() {
        if (!isSettled()) {
            return ExitCode.TIMED_OUT;
        }
        return count("SYNCED") == total() ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    Stream<String> ids() {
        return clusters.stream().map(cluster -> cluster.path("cluster").asString(""));
    }

    private int count(String state) {
        return Math.toIntExact(clusters.stream()
                .filter(cluster -> cluster.path("state").asString("").equals(state))
                .count());
    }
}
