package dev.modelsync.events.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to be planned.
 *
 * @param clusters whose workers are asked
 */
record ReplayWish(
        String name,
        List<String> clusters,
        ReplayScope scope,
        @Nullable String reason) {

    ReplayWish {
        clusters = List.copyOf(clusters);
    }
}
