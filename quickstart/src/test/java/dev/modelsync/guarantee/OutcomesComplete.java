package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.SyncOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Every change is answered by every cluster, on the topic and in Hybrid Manager's own tables. */
final class OutcomesComplete implements Guarantee {
    /** What was said last of a service by a cluster. */
    private record Said(long revision, String result) {}

    @Override
    public String promise() {
        return "the last outcome of each service on each cluster, on the topic and in Hybrid Manager, answers its last change";
    }

    @Override
    public List<String> violations(Landscape site) {
        List<HmService> services = HmService.all(site.hmSql());
        List<String> violations = new ArrayList<>();
        Map<String, Said> onTopic = onTopic(site);
        Map<String, Said> inHm = inHm(site);
        for (Cluster cluster : site.clusters()) {
            Oracle oracle = new Oracle(cluster);
            for (HmService service : services) {
                String key = cluster.id() + '/' + Landscape.PROJECT + '/' + service.name();
                Oracle.Answer answer = oracle.answerTo(service);
                Map.of("topic", onTopic, "Hybrid Manager", inHm).forEach((where, said) -> {
                    if (!isAnswered(said.get(key), service, answer)) {
                        violations.add(key + " ought to be answered with revision " + service.revision() + " " + answer
                                + ", but " + where + " says " + said.get(key));
                    }
                });
            }
        }
        return violations;
    }

    private static boolean isAnswered(
            @org.jspecify.annotations.Nullable Said said, HmService service, Oracle.Answer answer) {
        return said != null && said.revision() == service.revision() && answer.isGivenBy(said.result());
    }

    private static Map<String, Said> onTopic(Landscape site) {
        Map<String, Said> last = new HashMap<>();
        new TopicLog(site, Topic.SYNC_OUTCOMES).records().forEach(record -> {
            SpecificRecord value = TopicLog.valueOf(record);
            if (value instanceof SyncOutcome outcome) {
                last.merge(
                        record.key(),
                        new Said(outcome.getRevision(), outcome.getResult().name()),
                        (was, is) -> is.revision() >= was.revision() ? is : was);
            }
        });
        return last;
    }

    private static Map<String, Said> inHm(Landscape site) {
        Map<String, Said> last = new HashMap<>();
        Set.copyOf(site.hmSql()
                        .sql("select cluster_id || '/' || project || '/' || name as key, revision, result"
                                + " from hm.service_outcome")
                        .query((row, number) -> Map.entry(
                                row.getString("key"), new Said(row.getLong("revision"), row.getString("result"))))
                        .list())
                .forEach(entry -> last.put(entry.getKey(), entry.getValue()));
        return last;
    }
}
