package dev.modelsync.guarantee;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** Once everything is quiet, each registry is what the oracle says: nothing is missing, stale or left behind. */
final class NothingLost implements Guarantee {
    @Override
    public String promise() {
        return "every registry holds exactly the models that Hybrid Manager's table asks for, each with our credentials";
    }

    @Override
    public List<String> violations(Landscape site) {
        return violations(site, site.clusters());
    }

    List<String> violations(Landscape site, Collection<Cluster> clusters) {
        List<HmService> services = HmService.all(site.hmSql());
        List<String> violations = new ArrayList<>();
        for (Cluster cluster : clusters) {
            differences(cluster, services).forEach(line -> violations.add(cluster.id() + ": " + line));
        }
        return violations;
    }

    private static List<String> differences(Cluster cluster, List<HmService> services) {
        Registry found = Registry.of(cluster);
        SortedMap<String, Oracle.Model> wanted = new Oracle(cluster).models(services);
        List<String> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        names.addAll(found.models().keySet());
        for (String name : names) {
            Oracle.Model is = found.models().get(name);
            Oracle.Model ought = wanted.get(name);
            if (ought == null) {
                differences.add(name + " ought not to be there, but is " + is);
            } else if (!ought.equals(is)) {
                differences.add(name + " ought to be " + ought + ", but is " + (is == null ? "missing" : is));
            }
        }
        wanted.values().stream()
                .map(Oracle.Model::provider)
                .distinct()
                .filter(provider -> !isOurs(found.credentials(), provider, cluster))
                .forEach(provider -> differences.add(provider + " has models of ours and not our credentials"));
        return differences;
    }

    private static boolean isOurs(Map<String, String> credentials, String provider, Cluster cluster) {
        return credentials.getOrDefault(provider, "").contains(cluster.token());
    }
}
