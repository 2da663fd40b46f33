package dev.modelsync.quickstart;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * What became of one change on one cluster, as far as it can be seen there.
 *
 * @param cluster the cluster's id
 * @param state the journal's word on the service, empty when the change was not seen in time
 * @param models what the registry holds of the service, by name
 * @param after from the start of the request until it was visible
 */
record Arrival(String cluster, Optional<Cluster.ServiceState> state, SortedMap<String, String> models, Duration after) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(1).toNanos();

    /** The event was faster than the credential that is sealed for the cluster, which comes just behind it. */
    private static final String CREDENTIAL_AWAITED = "CREDENTIAL_AWAITED";

    /** Waits until the cluster has dealt with the revision, looking every millisecond. */
    static Arrival await(Cluster cluster, String project, String service, long revision, long startedNanos) {
        try (Connection connection = cluster.database().getConnection()) {
            while (true) {
                Duration waited = Duration.ofNanos(System.nanoTime() - startedNanos);
                Optional<Cluster.ServiceState> state = cluster.state(connection, project, service)
                        .filter(seen -> seen.revision() >= revision)
                        .filter(seen -> !seen.reason().equals(Optional.of(CREDENTIAL_AWAITED)));
                if (state.isPresent()) {
                    return new Arrival(cluster.id(), state, cluster.models(connection, project, service), waited);
                }
                if (waited.compareTo(PATIENCE) > 0) {
                    return new Arrival(cluster.id(), Optional.empty(), new TreeMap<>(), waited);
                }
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cluster " + cluster.id() + " cannot be asked", e);
        }
    }

    /** Whether the registry is as the change asks: neither left out nor parked nor late. */
    boolean arrived() {
        return state.filter(
                        seen -> seen.state().equals("APPLIED") || seen.state().equals("REMOVED"))
                .isPresent();
    }

    /** One line for a person: what is visible, or why it is not. */
    String describe() {
        if (state.isEmpty()) {
            return "%-10s not seen within %d s: is the worker running?".formatted(cluster, PATIENCE.toSeconds());
        }
        if (!arrived()) {
            return "%-10s NOT ARRIVED: %s (%s) %s"
                    .formatted(
                            cluster,
                            state.get().state(),
                            state.get().reason().orElse("no reason given"),
                            state.get().detail().orElse(""));
        }
        String visible = models.isEmpty() ? "no model of it is left" : String.join(", ", models.keySet());
        return "%-10s %s  (revision %d, after %d ms)"
                .formatted(cluster, visible, state.get().revision(), after.toMillis());
    }
}
