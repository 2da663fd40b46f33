package dev.modelsync.events.registration;

import dev.modelsync.events.registration.RegistrationResult.Done;
import dev.modelsync.events.registration.RegistrationResult.KeyReused;
import dev.modelsync.events.registration.RegistrationResult.Replayed;
import dev.modelsync.events.registration.RegistrationResult.WouldChange;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.request.PageToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** All that can be done with registrations: for the API, and for pages in the same process. */
public final class ServiceDesk {
    private static final int ALL_PAGE = 500;

    private final Registrations registrations;
    private final InferenceServices services;
    private final ServiceStates states;
    private final Preview preview;
    private final IdempotencyKeys keys;
    private final OutcomeWait wait;
    private final Endpoints endpoints;

    ServiceDesk(
            Registrations registrations,
            InferenceServices services,
            ServiceStates states,
            Preview preview,
            IdempotencyKeys keys,
            OutcomeWait wait,
            Endpoints endpoints) {
        this.registrations = registrations;
        this.services = services;
        this.states = states;
        this.preview = preview;
        this.keys = keys;
        this.wait = wait;
        this.endpoints = endpoints;
    }

    /** Names of all projects that have a service, a cluster or had one, in their order. */
    public List<String> projects() {
        return services.projects();
    }

    /** What on the clusters depends on the service's models, as they told last. */
    public List<Dependants.OnCluster> whereUsed(ServiceKey key) {
        return registrations.whereUsed(key);
    }

    public Optional<ServiceView> find(ServiceKey key) {
        return services.findLive(key).map(this::view);
    }

    /** By name. A state is known of a service only after a look, so pages are filled look by look. */
    public ServiceView.Page list(String project, ServiceQuery query) {
        List<ServiceView> found = new ArrayList<>();
        String after = query.after();
        boolean more = true;
        while (more && found.size() <= query.limit()) {
            List<InferenceService> rows = services.listLive(project, query.from(after, query.limit() + 1));
            more = rows.size() > query.limit();
            after = rows.isEmpty() ? after : rows.get(rows.size() - 1).key().name();
            found.addAll(inState(project, rows, query));
        }
        boolean further = found.size() > query.limit();
        List<ServiceView> page = further ? found.subList(0, query.limit()) : found;
        return new ServiceView.Page(
                List.copyOf(page),
                further ? PageToken.after(page.get(page.size() - 1).name()) : null);
    }

    /** The live services of a project, by name. */
    public List<ServiceView> all(String project) {
        List<ServiceView> found = new ArrayList<>();
        ServiceQuery query = ServiceQuery.all(ALL_PAGE);
        List<InferenceService> rows;
        do {
            rows = services.listLive(project, query);
            found.addAll(inState(project, rows, query));
            query = rows.isEmpty()
                    ? query
                    : query.from(rows.get(rows.size() - 1).key().name(), ALL_PAGE);
        } while (rows.size() == ALL_PAGE);
        return found;
    }

    private List<ServiceView> inState(String project, List<InferenceService> rows, ServiceQuery query) {
        Map<UUID, List<ClusterSync>> synced = states.of(project, rows);
        Known known = known(rows);
        return rows.stream()
                .map(row -> view(row, synced.getOrDefault(row.uid(), List.of()), known))
                .filter(view -> query.status() == null || view.status().state() == query.status())
                .filter(view -> query.state() == null
                        || view.clusters().stream().anyMatch(cluster -> cluster.state() == query.state()))
                .toList();
    }

    /** A row that the trigger did not see is one that nobody has probed. */
    private static EndpointStatus status(InferenceService service, Map<UUID, EndpointStatus> probed) {
        return probed.getOrDefault(
                service.uid(), EndpointStatus.pending(service.change().at()));
    }

    /** Probes the endpoint now and keeps what is found; empty when there is no such service. */
    public Optional<EndpointStatus> probe(ServiceKey key) {
        return services.findLive(key).map(endpoints::probeNow);
    }

    public RegistrationResult register(String project, ObjectNode request, String actor, WriteMode mode) {
        return registrations.register(project, request, actor, mode, service -> {});
    }

    /**
     * Registers once for each key.
     *
     * @param body of which another one with the same key is refused
     */
    public RegistrationResult registerOnce(
            String project, ObjectNode request, String actor, String key, byte[] body, WriteMode mode) {
        Optional<RegistrationResult> earlier = earlier(project, key, body);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        RegistrationResult result = registrations.register(
                project,
                request,
                actor,
                mode,
                service -> keys.insert(project, key, body, view(service, List.of(), known(List.of(service)))));
        // Refused perhaps because the same was asked for at the same time, and was faster.
        return result instanceof Done ? result : earlier(project, key, body).orElse(result);
    }

    private Optional<RegistrationResult> earlier(String project, String key, byte[] body) {
        return keys.find(project, key, body)
                .map((IdempotencyKeys.Known known) -> known.sameBody() ? replayed(known.answer()) : new KeyReused());
    }

    private Replayed replayed(ServiceView answer) {
        return new Replayed(
                answer,
                services.findLive(new ServiceKey(answer.project(), answer.name()))
                        .filter(now -> now.uid().equals(answer.uid()) && now.revision() == answer.revision()));
    }

    /** @param force whether models go although they are in use */
    public RegistrationResult edit(
            ServiceKey key, LongPredicate matches, ObjectNode patch, String actor, WriteMode mode, boolean force) {
        return registrations.edit(key, matches, patch, actor, mode, force);
    }

    /** @param force whether the service goes although it is in use */
    public RegistrationResult deregister(
            ServiceKey key,
            LongPredicate matches,
            String actor,
            @Nullable String reason,
            WriteMode mode,
            boolean force) {
        return registrations.deregister(key, matches, actor, reason, mode, force);
    }

    /** What the write would do on each cluster. */
    public Impact impact(WouldChange change) {
        return preview.of(change);
    }

    /** The service as it is, with what the clusters say of it now. */
    public ServiceView view(InferenceService service) {
        return view(service, states.of(service), known(List.of(service)));
    }

    /** The same, after every cluster that is heard has answered, or after the time. */
    ServiceView viewAfter(InferenceService service, Duration longest) throws InterruptedException {
        List<ClusterSync> clusters = wait.untilAnswered(service, longest);
        return view(service, clusters, known(List.of(service)));
    }

    /** What is known of services beside what the clusters say, by uid. */
    private record Known(Map<UUID, EndpointStatus> probed, Map<UUID, CredentialSwitch> switched) {}

    private Known known(List<InferenceService> services) {
        return new Known(endpoints.of(services), states.switched(services));
    }

    private static ServiceView view(InferenceService service, List<ClusterSync> clusters, Known known) {
        return ServiceView.of(
                service,
                clusters,
                status(service, known.probed()),
                known.switched().get(service.uid()));
    }
}
