package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ServiceChanged;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The activity log, against the topics that it is derived from, Hybrid Manager's table, and what the clusters did. */
final class ActivityComplete implements Guarantee {
    /** An entry, as the topic asks for it or as the log has it. */
    private record Entry(String change, String type) {}

    @Override
    public String promise() {
        return "each change has exactly one entry, of its type, and beneath it what became of it on each cluster";
    }

    @Override
    public List<String> violations(Landscape site) {
        List<Entry> entries = entries(site);
        List<String> violations = new ArrayList<>(differences(site, entries));
        violations.addAll(unknownRows(site, entries));
        violations.addAll(new LoggedOutcomes(site).violations());
        return violations;
    }

    private static List<Entry> entries(Landscape site) {
        return site.hmSql()
                .sql(
                        "select project || '/' || service_name || ' ' || service_uid || ':' || revision as change, at, type"
                                + " from hm.activity where origin = 'CHANGE' and service_name is not null")
                .query((row, number) -> new Entry(
                        row.getString("change") + " of "
                                + row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("type")))
                .list();
    }

    /** By change. A change that is announced again, having been read from the table, is the same with another type. */
    private static Map<String, Set<String>> announced(Landscape site) {
        Map<String, Set<String>> announced = new TreeMap<>();
        new TopicLog(site, Topic.INFERENCE_SERVICES)
                .byKey()
                .forEach((key, records) -> records.forEach(record -> {
                    if (TopicLog.valueOf(record) instanceof ServiceChanged change) {
                        announced
                                .computeIfAbsent(
                                        key + ' ' + change.getServiceUid() + ':' + change.getRevision() + " of "
                                                + change.getOccurredAt(),
                                        none -> new HashSet<>())
                                .add(
                                        change.getSource().getSnapshot()
                                                ? "any"
                                                : change.getType().name());
                    }
                }));
        return announced;
    }

    private static List<String> differences(Landscape site, List<Entry> entries) {
        Map<String, Set<String>> announced = announced(site);
        Map<String, List<String>> logged = entries.stream()
                .collect(Collectors.groupingBy(
                        Entry::change, TreeMap::new, Collectors.mapping(Entry::type, Collectors.toList())));
        List<String> differences = new ArrayList<>();
        announced.forEach((change, types) -> {
            List<String> found = logged.getOrDefault(change, List.of());
            boolean ofItsType = types.contains("any") || types.containsAll(found);
            if (found.size() != 1 || !ofItsType) {
                differences.add(change + " ought to have one entry, of type " + types + ", but has " + found);
            }
        });
        logged.forEach((change, types) -> {
            // A topic that was emptied does not know any more what the log does.
            if (!announced.containsKey(change) && !(site.wantsRebuilds() && types.size() == 1)) {
                differences.add(change + " has entries " + types + ", and the topic does not know it");
            }
        });
        return differences;
    }

    private static List<String> unknownRows(Landscape site, List<Entry> entries) {
        Set<String> logged = entries.stream()
                .map(entry -> entry.change().split(" of ", 2)[0])
                .collect(Collectors.toSet());
        return HmService.all(site.hmSql()).stream()
                .map(row -> Landscape.PROJECT + '/' + row.name() + ' ' + row.uid() + ':' + row.revision())
                .filter(change -> !logged.contains(change))
                .map(change -> change + " is in Hybrid Manager's table, and has no entry")
                .toList();
    }
}
