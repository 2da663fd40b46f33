package dev.modelsync.sync.apply;

import dev.modelsync.sync.apply.Batch.Origin;
import dev.modelsync.sync.plan.ClusterProfile;
import java.util.List;
import java.util.Set;

/**
 * Removals that were held back.
 *
 * @param id of these removals and no others
 * @param origin of the batch that asks for them
 * @param models that would be removed, by name
 * @param owned how many models we answer for
 */
public record RemovalStop(String id, Origin origin, List<String> models, int owned) {
    public RemovalStop {
        models = List.copyOf(models);
    }

    static RemovalStop of(Origin origin, Set<String> models, int owned) {
        List<String> sorted = models.stream().sorted().toList();
        String id = ClusterProfile.fingerprintOf(origin + "\n" + String.join("\n", sorted));
        return new RemovalStop(id, origin, sorted, owned);
    }

    /** For a person. */
    public String detail() {
        return "removing " + models.size() + " of " + owned + " models needs an approval, id " + id;
    }
}
