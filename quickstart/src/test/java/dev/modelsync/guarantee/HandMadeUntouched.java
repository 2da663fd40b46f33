package dev.modelsync.guarantee;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a DBA made is the very thing that it was, down to its id in the catalog. */
final class HandMadeUntouched implements Guarantee {
    @Override
    public String promise() {
        return "no model and no credential that somebody made by hand is changed, made anew or dropped";
    }

    @Override
    public List<String> violations(Landscape site) {
        List<String> violations = new ArrayList<>();
        for (Cluster cluster : site.clusters()) {
            Set<String> expected = cluster.dba().expected();
            Set<String> found = cluster.dba().found();
            expected.stream()
                    .filter(line -> !found.contains(line))
                    .forEach(line -> violations.add(cluster.id() + ": gone: " + line.replace(Dba.key(), "…")));
            found.stream()
                    .filter(line -> !expected.contains(line))
                    .forEach(line -> violations.add(cluster.id() + ": new: " + line.replace(Dba.key(), "…")));
        }
        return violations;
    }
}
