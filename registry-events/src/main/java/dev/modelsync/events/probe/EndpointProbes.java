package dev.modelsync.events.probe;

import dev.modelsync.events.probe.Probing.Attempts;
import dev.modelsync.events.probe.StatusTable.Row;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.view.EndpointState;
import dev.modelsync.events.registration.view.EndpointStatus;
import dev.modelsync.events.registration.view.Endpoints;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of endpoints, as the registration API shows it; and the probes that requests order. */
final class EndpointProbes implements Endpoints {
    private final StatusTable table;
    private final Probing probing;
    private final Pace pace;
    private final Clock clock;
    private final boolean regular;
    /** Each probe takes a thread of the server for as long as the provider likes. */
    private final Semaphore places;

    EndpointProbes(StatusTable table, Probing probing, Pace pace, ProbeProperties properties, Clock clock) {
        this.table = table;
        this.probing = probing;
        this.pace = pace;
        this.clock = clock;
        regular = properties.enabled();
        places = new Semaphore(properties.concurrency());
    }

    @Override
    public Map<UUID, EndpointStatus> of(Collection<InferenceService> services) {
        Map<UUID, InferenceService> byUid =
                services.stream().collect(Collectors.toMap(InferenceService::uid, Function.identity()));
        Map<UUID, EndpointStatus> found = new HashMap<>();
        for (Row row : table.of(byUid.keySet())) {
            InferenceService service = byUid.get(row.service());
            if (service != null) {
                found.put(row.service(), status(service, row));
            }
        }
        return found;
    }

    private EndpointStatus status(InferenceService service, Row row) {
        boolean isProbed = regular || row.state() != EndpointState.PENDING;
        return isProbed ? StatusView.of(service, row) : StatusView.off(row.since());
    }

    @Override
    public Probe probe(ServiceSettings settings, @Nullable Map<String, String> credentials) {
        Finding finding = Finding.of(ProbeCause.BUSY, null);
        if (places.tryAcquire()) {
            try {
                finding = probing.find(settings, credentials, Attempts.TWO_IF_IT_MAY_PASS);
            } finally {
                places.release();
            }
        }
        ProbeCause cause = finding.cause();
        return new Probe(StatusView.of(settings, finding, clock.instant()), cause == null ? "" : cause.pointer());
    }

    @Override
    public void keep(InferenceService service, EndpointStatus found) {
        table.keepReady(service.uid(), service.revision(), found.unlistedModels(), pace.next(Verdict.READY));
    }

    @Override
    public EndpointStatus probeNow(InferenceService service) {
        if (!places.tryAcquire()) {
            return StatusView.of(service.settings(), Finding.of(ProbeCause.BUSY, null), clock.instant());
        }
        try {
            table.claim(service.uid(), pace.lease()).ifPresent(probing::carryOutNow);
        } finally {
            places.release();
        }
        return table.of(List.of(service.uid())).stream()
                .findFirst()
                .map(row -> status(service, row))
                .orElseGet(() -> StatusView.off(clock.instant()));
    }
}
