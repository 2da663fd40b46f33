package dev.modelsync.events.activity.proof;

import dev.modelsync.events.activity.entry.ActivityEntry;
import dev.modelsync.events.activity.entry.ActivityFact;
import dev.modelsync.events.activity.entry.ActivityOutcome;
import dev.modelsync.proof.Chain;
import dev.modelsync.proof.ProofJson;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is hashed of an entry or an outcome. The same event has to give the same text with every release, or else what was signed
 * before proves nothing any more: a field that comes later is left out where it has no value.
 *
 * @param kind the origin of an entry, or {@link #OUTCOME}
 * @param cluster of an outcome, else empty
 * @param at when it happened
 * @param json canonical
 */
record FactText(String kind, String cluster, String id, Instant at, String json) {
    static final String OUTCOME = "OUTCOME";

    static FactText of(ActivityFact fact) {
        return fact instanceof ActivityOutcome outcome ? of(outcome) : of((ActivityEntry) fact);
    }

    static FactText of(ActivityEntry entry) {
        Map<String, Object> text = new TreeMap<>();
        text.put("id", entry.id());
        text.put("origin", entry.origin().name());
        text.put("at", entry.at().toString());
        text.put("type", entry.type().name());
        text.put("actor", entry.actor());
        put(text, "reason", entry.reason());
        put(text, "project", entry.project());
        put(text, "service", entry.service());
        put(text, "serviceUid", entry.serviceUid());
        put(text, "revision", entry.revision());
        put(text, "cluster", entry.cluster());
        text.put("before", entry.before());
        text.put("after", entry.after());
        return new FactText(entry.origin().name(), "", entry.id(), entry.at(), ProofJson.write(Map.of("entry", text)));
    }

    static FactText of(ActivityOutcome outcome) {
        Map<String, Object> text = new TreeMap<>();
        text.put("cluster", outcome.cluster());
        text.put("id", outcome.id());
        text.put("entry", outcome.entryId());
        text.put("result", outcome.result());
        put(text, "reason", outcome.reason());
        put(text, "detail", outcome.detail());
        text.put("models", outcome.models());
        text.put("changedAt", outcome.changedAt().toString());
        text.put("appliedAt", outcome.appliedAt().toString());
        return new FactText(
                OUTCOME,
                outcome.cluster(),
                outcome.id(),
                outcome.appliedAt(),
                ProofJson.write(Map.of("outcome", text)));
    }

    /** As the export and the chain name it. */
    String name() {
        return name(cluster, id);
    }

    static String name(String cluster, String id) {
        return cluster.isEmpty() ? id : cluster + '/' + id;
    }

    String content() {
        return Chain.sha256(json);
    }

    private static void put(Map<String, Object> text, String name, @Nullable Object value) {
        if (value != null) {
            text.put(name, value);
        }
    }
}
