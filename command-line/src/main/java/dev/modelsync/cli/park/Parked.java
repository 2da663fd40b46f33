package dev.modelsync.cli.park;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is parked, on the API. */
final class Parked {
    private final Session session;

    Parked(Session session) {
        this.session = session;
    }

    /** Of all clusters, projects and services, or of those that are given. */
    List<JsonNode> find(@Nullable String cluster, @Nullable String service) {
        Call parked = Call.get("parked")
                .query("cluster", cluster)
                .query("project", session.projectIfGiven().orElse(null))
                .query("service", service);
        return session.api().items(parked, Integer.MAX_VALUE);
    }

    /** The one, of the project that was given or the only one that has such. */
    JsonNode one(String cluster, String service) {
        // Whether there is such a cluster at all is another failure, and told as such.
        session.api().send(Call.get("clusters", cluster, "status"));
        List<JsonNode> found = find(cluster, service);
        if (found.isEmpty()) {
            throw new FailedException(
                    ExitCode.ERROR,
                    "Service " + service + " is not parked on " + cluster + "; `modelsync park list` shows what is");
        }
        if (found.size() > 1) {
            throw FailedException.usage("Services of that name are parked in several projects; give --project");
        }
        return found.get(0);
    }
}
