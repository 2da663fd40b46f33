package dev.modelsync.events.seal.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ought to be sealed, by what is announced of services and clusters, against what is: the fold of the three topics.
 * Of services and clusters the newest revision counts, of sealed credentials the record that comes last. For one thread.
 *
 * <p>It goes by what is announced, not by the tables: those are ahead of their topics, and a cluster that reads an event
 * would wait for a credential that was never sealed.
 */
public final class SealPlan {
    private final Map<String, Map<String, Announced.Service>> services = new HashMap<>();
    private final Map<String, Announced.Cluster> clusters = new HashMap<>();
    private final Map<RecordKey, Held> held = new HashMap<>();

    private final Set<ServiceName> changedServices = new HashSet<>();
    private final Set<String> changedClusters = new HashSet<>();
    private final Set<RecordKey> changedRecords = new HashSet<>();
    private long sealedCredentials;

    private record ServiceName(String project, String name) {}

    /** @param sealed null when it is withdrawn */
    private record Held(@Nullable Sealed sealed, long offset) {}

    public void service(String project, String name, Announced.Service announced) {
        Map<String, Announced.Service> ofProject = services.computeIfAbsent(project, none -> new HashMap<>());
        Announced.Service known = ofProject.get(name);
        if (known == null || announced.revision() > known.revision()) {
            ofProject.put(name, announced);
            changedServices.add(new ServiceName(project, name));
        }
    }

    /** Its revision stays known, so that no late record brings it back. */
    public void purged(String project, String name) {
        Map<String, Announced.Service> ofProject = services.get(project);
        Announced.Service known = ofProject == null ? null : ofProject.get(name);
        if (ofProject != null && known != null) {
            ofProject.put(name, new Announced.Service(known.revision(), null));
            changedServices.add(new ServiceName(project, name));
        }
    }

    public void cluster(String id, Announced.Cluster announced) {
        Announced.Cluster known = clusters.get(id);
        if (known == null || announced.revision() > known.revision()) {
            clusters.put(id, announced);
            changedClusters.add(id);
        }
    }

    /** As {@link #purged}, of a cluster. */
    public void forgotten(String id) {
        Announced.Cluster known = clusters.get(id);
        if (known != null) {
            clusters.put(id, new Announced.Cluster(known.revision(), known.project(), null));
            changedClusters.add(id);
        }
    }

    /**
     * What the topic holds, read or written by ourselves, in any order.
     *
     * @param sealed null when it is withdrawn
     * @param offset of the record: an earlier one than is known changes nothing
     */
    public void holds(RecordKey key, @Nullable Sealed sealed, long offset) {
        Held known = held.get(key);
        if (known == null || offset > known.offset()) {
            held.put(key, new Held(sealed, offset));
            changedRecords.add(key);
            sealedCredentials += count(sealed) - (known == null ? 0 : count(known.sealed()));
        }
    }

    /** Every record about which something may have changed since this was asked last. */
    public Set<RecordKey> changed() {
        Set<RecordKey> changed = new LinkedHashSet<>(changedRecords);
        changedClusters.forEach(id -> addAll(id, changed));
        changedServices.forEach(service -> addAll(service, changed));
        changedRecords.clear();
        changedClusters.clear();
        changedServices.clear();
        return changed;
    }

    private void addAll(String cluster, Set<RecordKey> keys) {
        held.keySet().stream().filter(key -> key.cluster().equals(cluster)).forEach(keys::add);
        Announced.Cluster announced = clusters.get(cluster);
        if (announced != null && announced.keyId() != null) {
            String project = announced.project();
            services.getOrDefault(project, Map.of())
                    .keySet()
                    .forEach(name -> keys.add(new RecordKey(cluster, project, name)));
        }
    }

    private void addAll(ServiceName service, Set<RecordKey> keys) {
        clusters.forEach((id, cluster) -> {
            if (cluster.keyId() != null && cluster.project().equals(service.project())) {
                keys.add(new RecordKey(id, service.project(), service.name()));
            }
        });
    }

    /**
     * What is to be done about a record, in this order; nothing where it is as it ought to be. What is of an earlier
     * incarnation goes at once: its service is no more, and the new credential may be long in coming.
     */
    public List<Step> steps(RecordKey key) {
        Step.@Nullable Seal wanted = wanted(key);
        Sealed sealed = sealed(key);
        if (wanted == null) {
            return sealed == null ? List.of() : List.of(new Step.Withdraw(key));
        }
        if (wanted.sealed().equals(sealed)) {
            return List.of();
        }
        boolean isOfAnother =
                sealed != null && !sealed.uid().equals(wanted.credential().uid());
        return isOfAnother ? List.of(new Step.Withdraw(key), wanted) : List.of(wanted);
    }

    private Step.@Nullable Seal wanted(RecordKey key) {
        Announced.Cluster cluster = clusters.get(key.cluster());
        Announced.Service service =
                services.getOrDefault(key.project(), Map.of()).get(key.service());
        if (cluster == null
                || cluster.keyId() == null
                || !cluster.project().equals(key.project())
                || service == null
                || service.credential() == null) {
            return null;
        }
        return new Step.Seal(key, service.credential(), cluster.keyId());
    }

    private @Nullable Sealed sealed(RecordKey key) {
        Held known = held.get(key);
        return known == null ? null : known.sealed();
    }

    /** How many clusters get credentials sealed for them. */
    public long directClusters() {
        return clusters.values().stream()
                .filter(cluster -> cluster.keyId() != null)
                .count();
    }

    /** How many sealed credentials are on the topic. */
    public long sealedCredentials() {
        return sealedCredentials;
    }

    private static int count(@Nullable Sealed sealed) {
        return sealed == null ? 0 : 1;
    }
}
