package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ServiceChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** What every station of the way knows of the services that a violation names, so that the cause can be found. */
final class Dossier {
    private static final Pattern SERVICE = Pattern.compile("(svc-[0-9]{3}|api-[0-9])");
    private static final int SERVICES = 2;
    private static final int LAST = 6;

    private Dossier() {}

    static String of(Landscape site, List<String> violations) {
        Set<String> services = violations.stream()
                .map(SERVICE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .limit(SERVICES)
                .collect(Collectors.toSet());
        List<String> lines = new ArrayList<>();
        for (String service : services) {
            lines.add("\n" + service + " in Hybrid Manager, on the topic, and as decided:");
            lines.addAll(rows(site, service));
            lines.addAll(last(records(site, service)));
            site.clusters().forEach(cluster -> lines.addAll(last(decisions(cluster, service))));
        }
        site.clusters().forEach(cluster -> lines.addAll(rebuilds(cluster)));
        return String.join("\n  ", lines);
    }

    private static List<String> rows(Landscape site, String service) {
        return site.hmSql()
                .sql("select 'row ' || revision || ' ' || state || ' ' || uid from hm.inference_service"
                        + " where name = :name order by revision")
                .param("name", service)
                .query(String.class)
                .list();
    }

    private static List<String> records(Landscape site, String service) {
        return new TopicLog(site, Topic.INFERENCE_SERVICES)
                .byKey().getOrDefault(Landscape.PROJECT + '/' + service, List.of()).stream()
                        .map(record -> "record " + record.partition() + '@' + record.offset() + ' '
                                + told(TopicLog.valueOf(record))
                                + (record.headers().lastHeader(TopicLog.REPEATED) == null ? "" : " repeated"))
                        .toList();
    }

    private static String told(@org.jspecify.annotations.Nullable SpecificRecord value) {
        return value instanceof ServiceChanged change
                ? change.getType() + " " + change.getRevision()
                        + (change.getSource().getSnapshot() ? " snapshot" : "")
                : "purge";
    }

    private static List<String> decisions(Cluster cluster, String service) {
        return Decision.all(cluster).stream()
                .filter(decision -> decision.service().endsWith('/' + service))
                .map(decision -> cluster.id() + ' ' + decision)
                .toList();
    }

    private static List<String> rebuilds(Cluster cluster) {
        return cluster.sql()
                .sql("select '" + cluster.id() + " rebuild ' || r::text from modelsync.rebuild r")
                .query(String.class)
                .list();
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LAST), lines.size());
    }
}
