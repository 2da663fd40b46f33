package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.registration.view.CredentialSwitch.Behind;
import dev.modelsync.events.registration.view.CredentialSwitch.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last heartbeat of a proxy.
 *
 * @param positions the first offset of the service topic that is not in force, by partition
 * @param waitingServices how many wait; of very many not all are listed
 * @param reportedAt by the proxy's clock
 * @param receivedAt by ours
 */
record ReportedProxy(
        String id,
        Map<Integer, Long> positions,
        List<WaitingService> waiting,
        int waitingServices,
        Instant reportedAt,
        Instant receivedAt) {
    ReportedProxy {
        positions = Map.copyOf(positions);
        waiting = List.copyOf(waiting);
    }

    /**
     * A service whose newest event is not in force.
     *
     * @param servedVersion of the credential that is served, 0 for none; null when the service is not served
     * @param reason a name of {@link Reason}
     */
    record WaitingService(
            String project, String service, @Nullable Integer servedVersion, String reason) {
        boolean isOf(String key) {
            return key.equals(project + '/' + service);
        }
    }

    /** Whether it has read all partitions up to these offsets. */
    boolean hasRead(Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .allMatch(last -> positions.getOrDefault(last.getKey(), 0L) > last.getValue());
    }

    /** Why it does not serve what was announced; empty when it does. */
    Optional<Behind> behind(AnnouncedCredential announced) {
        if (positions.getOrDefault(announced.place().partition(), 0L)
                <= announced.place().offset()) {
            return Optional.of(new Behind(id, null, Reason.BEHIND));
        }
        Optional<WaitingService> listed =
                waiting.stream().filter(one -> one.isOf(announced.key())).findFirst();
        if (listed.isEmpty()) {
            return waitingServices > waiting.size()
                    ? Optional.of(new Behind(id, null, Reason.UNKNOWN))
                    : Optional.empty();
        }
        WaitingService one = listed.get();
        // It may wait for a version that was announced after this one.
        return one.servedVersion() != null && one.servedVersion() >= announced.version()
                ? Optional.empty()
                : Optional.of(new Behind(id, one.servedVersion(), reason(one.reason())));
    }

    private static Reason reason(String name) {
        try {
            return Reason.valueOf(name);
        } catch (IllegalArgumentException e) {
            // Of a newer proxy.
            return Reason.UNKNOWN;
        }
    }
}
