package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The plans of a replay, service by service. */
final class Plans {
    private static final int ALL = Integer.MAX_VALUE;
    private static final List<String> CHANGES = List.of("CREATE", "EDIT", "REMOVE");

    private Plans() {}

    /** @param action only services of which a model has it; null for all */
    static List<JsonNode> of(Session session, String replay, String cluster, @Nullable String action) {
        return session.api()
                .items(Call.get("replays", replay, "clusters", cluster, "plan").query("action", action), ALL);
    }

    /** Services of which a model is created, edited or removed, each once. */
    static List<JsonNode> changes(Session session, String replay, String cluster) {
        List<JsonNode> found = new ArrayList<>();
        for (String action : CHANGES) {
            of(session, replay, cluster, action).stream()
                    .filter(service -> !found.contains(service))
                    .forEach(found::add);
        }
        return found;
    }
}
