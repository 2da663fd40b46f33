package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.diff.Sides.Word;
import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What one cluster had done until a moment, by its outcomes: which models it held, and at which revision of their service. */
final class PastRegistry {
    private final String clusterId;
    private final Instant at;
    private final Map<String, Map<String, Long>> revisions = new HashMap<>();
    private final Map<String, Word> words = new HashMap<>();

    PastRegistry(String clusterId, Instant at) {
        this.clusterId = clusterId;
        this.at = at;
    }

    /** In the order of the topic; others' outcomes, and later ones, change nothing. */
    void add(SyncOutcome outcome) {
        if (!outcome.getClusterId().equals(clusterId) || outcome.getAppliedAt().isAfter(at)) {
            return;
        }
        String service = outcome.getServiceName();
        words.put(
                service,
                new Word(
                        outcome.getResult().name(),
                        Objects.toString(outcome.getReason(), null),
                        Objects.toString(outcome.getDetail(), null)));
        Map<String, Long> held = revisions.computeIfAbsent(service, unknown -> new HashMap<>());
        for (ModelOutcome model : outcome.getModels()) {
            switch (model.getAction()) {
                case CREATED, EDITED, UNCHANGED -> held.put(model.getRegistryName(), outcome.getRevision());
                case REMOVED, SKIPPED -> held.remove(model.getRegistryName());
                // A newer worker did something that this version has no word for: what was known stays.
                case UNKNOWN -> {}
            }
        }
        if (outcome.getResult() == SyncResult.REMOVED) {
            held.clear();
        }
    }

    /** By service, the models that it held and the revision that each was made or left at. */
    Map<String, Map<String, Long>> revisions() {
        return revisions;
    }

    Map<String, Word> words() {
        return words;
    }
}
