package dev.modelsync.proxy.topics;

import dev.modelsync.proxy.routes.Waiting;
import java.util.List;
import java.util.Map;

/**
 * What is in force: everything of the service topic before the positions, but for the services that wait.
 *
 * @param positions next offset by partition of the service topic
 */
record Served(Map<Integer, Long> positions, List<Waiting> waiting) {
    Served {
        positions = Map.copyOf(positions);
        waiting = List.copyOf(waiting);
    }
}
