package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.SyncOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the activity log says of the clusters, against what they told, and what their journals say. */
final class LoggedOutcomes {
    private static final Set<String> DONE = Set.of("APPLIED", "REMOVED", "UNCHANGED");

    private final Landscape site;

    LoggedOutcomes(Landscape site) {
        this.site = site;
    }

    private record Told(Instant at, String id, String result) {}

    List<String> violations() {
        Map<String, Set<Told>> told = told();
        List<String> violations = new ArrayList<>();
        Map<String, Set<Told>> logged = logged();
        told.forEach((change, outcomes) -> {
            if (!outcomes.equals(logged.get(change))) {
                violations.add(change + " has outcomes " + outcomes + ", but the log has " + logged.get(change));
            }
        });
        logged.keySet().stream()
                .filter(change -> !told.containsKey(change))
                .forEach(change -> violations.add(change + " has outcomes in the log, and none on the topic"));
        compare("stands in the log", standing(told), standingInLog(), violations);
        compare("is the last that was told", decided(), last(told), violations);
        return violations;
    }

    private static void compare(
            String where, Map<String, String> expected, Map<String, String> found, List<String> differences) {
        expected.forEach((change, result) -> {
            if (!result.equals(found.get(change))) {
                differences.add(change + " is " + result + ", but " + found.get(change) + " " + where);
            }
        });
    }

    /** By cluster and event. One that was sent twice is one. */
    private Map<String, Set<Told>> told() {
        Map<String, Set<Told>> told = new HashMap<>();
        new TopicLog(site, Topic.SYNC_OUTCOMES).records().forEach(record -> {
            if (TopicLog.valueOf(record) instanceof SyncOutcome outcome) {
                told.computeIfAbsent(outcome.getClusterId() + '/' + outcome.getEventId(), none -> new HashSet<>())
                        .add(new Told(
                                outcome.getAppliedAt(),
                                outcome.getOutcomeId(),
                                outcome.getResult().name()));
            }
        });
        return told;
    }

    private Map<String, Set<Told>> logged() {
        Map<String, Set<Told>> logged = new HashMap<>();
        site.hmSql()
                .sql("select cluster_id || '/' || event_id as change, applied_at, outcome_id, result"
                        + " from hm.activity_outcome")
                .query(row -> {
                    logged.computeIfAbsent(row.getString("change"), none -> new HashSet<>())
                            .add(new Told(
                                    row.getTimestamp("applied_at").toInstant(),
                                    row.getString("outcome_id"),
                                    row.getString("result")));
                });
        return logged;
    }

    private Map<String, String> standingInLog() {
        Map<String, String> standing = new HashMap<>();
        site.hmSql()
                .sql("select cluster_id || '/' || event_id as change, result from hm.activity_standing")
                .query(row -> {
                    standing.put(row.getString("change"), row.getString("result"));
                });
        return standing;
    }

    /** That nothing had to be changed, said of what was done before, leaves standing what was said then. */
    private static Map<String, String> standing(Map<String, Set<Told>> told) {
        Map<String, String> standing = new HashMap<>();
        told.forEach((change, outcomes) -> {
            String former = "";
            for (String result : inOrder(outcomes)) {
                if (!result.equals("UNCHANGED") || !DONE.contains(former)) {
                    standing.put(change, result);
                }
                former = result;
            }
        });
        return standing;
    }

    private static Map<String, String> last(Map<String, Set<Told>> told) {
        Map<String, String> last = new HashMap<>();
        told.forEach((change, outcomes) -> inOrder(outcomes).forEach(result -> last.put(change, result)));
        return last;
    }

    private static List<String> inOrder(Set<Told> outcomes) {
        return outcomes.stream()
                .sorted(Comparator.comparing(Told::at).thenComparing(Told::id))
                .map(Told::result)
                .toList();
    }

    /** The last decision on each event, from the journals of the clusters. */
    private Map<String, String> decided() {
        Map<String, String> decided = new HashMap<>();
        for (Cluster cluster : site.clusters()) {
            Decision.all(cluster)
                    .forEach(decision -> decided.put(cluster.id() + '/' + decision.eventId(), decision.result()));
        }
        return decided;
    }
}
