package dev.modelsync.sync.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this cluster remembers of a service.
 *
 * @param last the last change decided
 * @param owned the models that we made for it and still answer for
 * @param profile fingerprint of the cluster profile that the decision was made under
 */
public record JournalEntry(ServiceKey key, ChangeId last, ServiceState state, List<ModelSpec> owned, String profile) {
    public JournalEntry {
        owned = List.copyOf(owned);
    }

    /** The same, so that its last change is planned again. */
    public JournalEntry reopened() {
        return new JournalEntry(key, last, state, owned, "");
    }

    Map<String, ModelSpec> ownedByName() {
        Map<String, ModelSpec> byName = new LinkedHashMap<>();
        owned.forEach(model -> byName.put(model.name(), model));
        return byName;
    }
}
