package dev.modelsync.sync.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The clusters that this process works for. All that is wrong with them is told in one failure. */
@ConfigurationProperties("modelsync")
public record ClustersProperties(@Nullable List<ClusterSettings> clusters) {

    public ClustersProperties {
        clusters = clusters == null ? List.of() : List.copyOf(clusters);
        List<String> problems = problemsOf(clusters);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }

    public List<ClusterSettings> all() {
        return clusters == null ? List.of() : clusters;
    }

    private static List<String> problemsOf(List<ClusterSettings> clusters) {
        List<String> problems = new ArrayList<>();
        if (clusters.isEmpty()) {
            problems.add("modelsync.clusters: none configured, needed is at least modelsync.clusters[0]");
        }
        Set<Object> ids = new HashSet<>();
        Set<Object> urls = new HashSet<>();
        for (int i = 0; i < clusters.size(); i++) {
            ClusterSettings cluster = clusters.get(i);
            String name = "modelsync.clusters[" + i + "].";
            cluster.problems().forEach(problem -> problems.add(name + problem));
            if (cluster.id() != null && !ids.add(cluster.id())) {
                problems.add(name + "id: '" + cluster.id() + "' is used by another cluster");
            }
            ClusterSettings.Database database = cluster.database();
            if (database != null && database.url() != null && !urls.add(database.url())) {
                problems.add(name + "database.url: is used by another cluster, each needs a database of its own");
            }
        }
        return problems;
    }
}
