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
 * @param ofGoneTopic whether the topic that told the change is gone; then a change of the present one counts, even if
 *     its revision is lower
 */
public record JournalEntry(
        ServiceKey key, ChangeId last, ServiceState state, List<ModelSpec> owned, String profile, boolean ofGoneTopic) {
    public JournalEntry {
        owned = List.copyOf(owned);
    }

    /** As remembered from the topic that is read now. */
    public JournalEntry(ServiceKey key, ChangeId last, ServiceState state, List<ModelSpec> owned, String profile) {
        this(key, last, state, owned, profile, false);
    }

    /** The same, so that its last change is planned again. */
    public JournalEntry reopened() {
        return new JournalEntry(key, last, state, owned, "", ofGoneTopic);
    }

    /** Whether its last change is planned again when it is met again. */
    public boolean isReopened() {
        return profile.isEmpty();
    }

    Map<String, ModelSpec> ownedByName() {
        Map<String, ModelSpec> byName = new LinkedHashMap<>();
        owned.forEach(model -> byName.put(model.name(), model));
        return byName;
    }
}
