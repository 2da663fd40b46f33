package dev.modelsync.events.probe;

import dev.modelsync.events.probe.StatusTable.Ticket;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.view.EndpointState;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.provider.secret.SecretStoreException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes services, and keeps what is found. Logs what changes a state, and nothing else. */
final class Probing {
    private static final Logger log = LoggerFactory.getLogger(Probing.class);

    private final EndpointProbe probe;
    private final SecretStore secrets;
    private final StatusTable table;
    private final Pace pace;
    private final ProbeMetrics metrics;
    private volatile boolean stopped;

    Probing(EndpointProbe probe, SecretStore secrets, StatusTable table, Pace pace, ProbeMetrics metrics) {
        this.probe = probe;
        this.secrets = secrets;
        this.table = table;
        this.pace = pace;
        this.metrics = metrics;
    }

    /** A turn of its own: a failure that may pass is looked at again later. */
    void carryOut(Ticket ticket) {
        table.assignment(ticket)
                .ifPresent(assignment ->
                        keep(assignment, assignment.failures(), find(assignment.settings(), null, Attempts.ONE)));
    }

    /** On demand: a failure that may pass is looked at again at once. */
    void carryOutNow(Ticket ticket) {
        table.assignment(ticket)
                .ifPresent(assignment ->
                        keep(assignment, 1, find(assignment.settings(), null, Attempts.TWO_IF_IT_MAY_PASS)));
    }

    /** How often a failure that may pass is looked at before it is told. */
    enum Attempts {
        ONE,
        TWO_IF_IT_MAY_PASS
    }

    /** @param given the credentials, null for those that the settings refer to */
    Finding find(ServiceSettings settings, @Nullable Map<String, String> given, Attempts attempts) {
        Finding finding = find(settings, given);
        if (finding.mayPass() && attempts == Attempts.TWO_IF_IT_MAY_PASS) {
            finding = find(settings, given);
        }
        metrics.count(finding);
        return finding;
    }

    private Finding find(ServiceSettings settings, @Nullable Map<String, String> given) {
        Optional<Map<String, String>> credentials = given == null ? stored(settings) : Optional.of(given);
        return credentials
                .map(fields -> probe.probe(ProbeTarget.of(settings, fields)))
                .orElseGet(() -> Finding.of(ProbeCause.CREDENTIALS_UNREADABLE, null));
    }

    private Optional<Map<String, String>> stored(ServiceSettings settings) {
        if (settings.credential() == null) {
            return Optional.of(Map.of());
        }
        try {
            return secrets.get(settings.credential()).map(Secret::reveal);
        } catch (SecretStoreException e) {
            log.debug("Credentials cannot be read for a probe", e);
            return Optional.empty();
        }
    }

    private void keep(Assignment assignment, int failures, Finding finding) {
        Verdict verdict = Verdict.after(failures, finding);
        boolean kept = !stopped && table.keep(assignment, verdict, finding, pace.next(verdict));
        if (kept && assignment.isNews(verdict)) {
            tell(assignment, verdict);
        }
    }

    private static void tell(Assignment assignment, Verdict verdict) {
        if (verdict.state() == EndpointState.FAILED) {
            log.warn("Endpoint of service {} is FAILED: {}", assignment.key(), verdict.cause());
        } else if (assignment.state() == EndpointState.FAILED || verdict.state() == EndpointState.UNKNOWN) {
            log.info("Endpoint of service {} is {}, was {}", assignment.key(), verdict.state(), assignment.state());
        } else {
            log.debug("Endpoint of service {} is {}, was {}", assignment.key(), verdict.state(), assignment.state());
        }
    }

    /** From now on nothing is kept: probes end because the process does, which says nothing of an endpoint. */
    void stop() {
        stopped = true;
    }
}
