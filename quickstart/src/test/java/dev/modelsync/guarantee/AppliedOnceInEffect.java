package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.SyncOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** However often a change was delivered and its batch repeated, it was decided once, and told as one outcome. */
final class AppliedOnceInEffect implements Guarantee {
    @Override
    public String promise() {
        return "a change is decided once unless it was parked or left out, creates no model twice, and has one outcome a decision";
    }

    @Override
    public List<String> violations(Landscape site) {
        Map<String, Set<String>> outcomes = outcomes(site);
        List<String> violations = new ArrayList<>();
        for (Cluster cluster : site.clusters()) {
            Map<String, Integer> decisions = new HashMap<>();
            Map<String, Decision> last = new HashMap<>();
            Map<String, String> lastAction = new HashMap<>();
            for (Decision decision : Decision.all(cluster)) {
                decisions.merge(decision.eventId(), 1, Integer::sum);
                Decision former = last.put(decision.service(), decision);
                if (former != null
                        && former.eventId().equals(decision.eventId())
                        && !former.isUnfinished()
                        && !decision.result().equals("REMOVED")) {
                    violations.add(cluster.id() + ": decided twice: " + former + " and " + decision);
                }
                contradictions(decision, lastAction)
                        .forEach(line -> violations.add(cluster.id() + ": " + line + " by " + decision));
            }
            if (!cluster.wasRestored()) {
                decisions.forEach((event, number) -> {
                    int told = outcomes.getOrDefault(cluster.id() + '/' + event, Set.of())
                            .size();
                    if (told != number) {
                        violations.add(
                                "%s: event %s: %d decisions, %d outcomes".formatted(cluster.id(), event, number, told));
                    }
                });
            }
        }
        return violations;
    }

    /** A service's model is created where it was not, and edited or removed where it was. */
    private static List<String> contradictions(Decision decision, Map<String, String> lastAction) {
        List<String> contradictions = new ArrayList<>();
        for (Map<String, String> model : decision.models()) {
            String action = model.getOrDefault("action", "");
            if (action.equals("SKIPPED")) {
                continue;
            }
            String name = decision.service() + ' ' + model.get("name");
            String former = lastAction.put(name, action);
            boolean held = former != null && !former.equals("REMOVED");
            if (action.equals("CREATED") == held) {
                contradictions.add(name + " " + action + " after " + former);
            }
        }
        return contradictions;
    }

    /** The ids of all outcomes, by cluster and event. One that was sent twice has one id. */
    private static Map<String, Set<String>> outcomes(Landscape site) {
        Map<String, Set<String>> outcomes = new HashMap<>();
        new TopicLog(site, Topic.SYNC_OUTCOMES).records().forEach(record -> {
            if (TopicLog.valueOf(record) instanceof SyncOutcome outcome) {
                outcomes.computeIfAbsent(outcome.getClusterId() + '/' + outcome.getEventId(), none -> new HashSet<>())
                        .add(outcome.getOutcomeId());
            }
        });
        return outcomes;
    }
}
