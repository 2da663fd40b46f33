package dev.modelsync.events.activity.proof;

import dev.modelsync.events.activity.entry.ActivityEntry;
import dev.modelsync.events.activity.entry.ActivityFact;
import dev.modelsync.events.activity.entry.ActivityOutcome;
import dev.modelsync.proof.Chain;
import dev.modelsync.proof.ProofJson;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is hashed of an entry or an outcome. The same event has to give the same text with every release, or else what was signed
 * before proves nothing any more: a field that comes later is left out where it has no value.
 *
 * <p>Releases that did not tell the replay of an outcome hashed such outcomes without it. What they linked stays as they linked it.
 *
 * @param kind the origin of an entry, or {@link #OUTCOME}
 * @param cluster of an outcome, else empty
 * @param at when it happened
 * @param json canonical
 * @param earlier what those releases hashed; null where it is the same
 */
record FactText(
        String kind,
        String cluster,
        String id,
        Instant at,
        String json,
        @Nullable String earlier) {
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
        String json = ProofJson.write(Map.of("entry", text));
        return new FactText(entry.origin().name(), "", entry.id(), entry.at(), json, null);
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
        String earlier = ProofJson.write(Map.of("outcome", text));
        put(text, "replay", outcome.replayId());
        return new FactText(
                OUTCOME,
                outcome.cluster(),
                outcome.id(),
                outcome.appliedAt(),
                ProofJson.write(Map.of("outcome", text)),
                outcome.replayId() == null ? null : earlier);
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

    /** The digest of the earlier form, where there is one. */
    Optional<String> earlierContent() {
        return Optional.ofNullable(earlier).map(Chain::sha256);
    }

    /** The form that has this digest; where neither has it, the present one. */
    String formOf(String digest) {
        return earlier != null && Chain.sha256(earlier).equals(digest) ? earlier : json;
    }

    private static void put(Map<String, Object> text, String name, @Nullable Object value) {
        if (value != null) {
            text.put(name, value);
        }
    }
}
