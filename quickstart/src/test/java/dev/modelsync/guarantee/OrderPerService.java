package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ServiceChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The changes of one service are published in the order of their commits, each once, and decided in that order. */
final class OrderPerService implements Guarantee {
    @Override
    public String promise() {
        return "for one service, revisions grow on the topic, and never go back in a cluster's history";
    }

    @Override
    public List<String> violations(Landscape site) {
        List<String> violations = new ArrayList<>();
        new TopicLog(site, Topic.INFERENCE_SERVICES).byKey().forEach((key, records) -> {
            long last = 0;
            boolean overrules = false;
            for (var record : records) {
                boolean ours = record.headers().lastHeader(TopicLog.REPEATED) == null;
                if (ours && TopicLog.valueOf(record) instanceof ServiceChanged change) {
                    // The publisher says again what is so when a record of somebody else is the last word of a service.
                    if (change.getRevision() < last || change.getRevision() == last && !overrules) {
                        violations.add("topic: " + key + " revision " + change.getRevision() + " follows " + last);
                    }
                    last = change.getRevision();
                }
                overrules = !ours;
            }
        });
        for (Cluster cluster : site.clusters()) {
            Map<String, Long> last = new HashMap<>();
            for (Decision decision : Decision.all(cluster)) {
                Long former = last.put(decision.service(), decision.revision());
                if (former != null && decision.revision() < former) {
                    violations.add(cluster.id() + ": revision " + former + " was followed by " + decision);
                }
            }
        }
        return violations;
    }
}
