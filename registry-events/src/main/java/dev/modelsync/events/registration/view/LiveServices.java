package dev.modelsync.events.registration.view;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceServices;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.request.PageToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The live services as everyone sees them: the API, the pages, and who explains or compares. */
public final class LiveServices {
    private static final int ALL_PAGE = 500;

    private final InferenceServices services;
    private final ServiceList lists;
    private final ServiceStates states;
    private final OutcomeWait wait;
    private final Endpoints endpoints;

    LiveServices(
            InferenceServices services,
            ServiceList lists,
            ServiceStates states,
            OutcomeWait wait,
            Endpoints endpoints) {
        this.services = services;
        this.lists = lists;
        this.states = states;
        this.wait = wait;
        this.endpoints = endpoints;
    }

    /** Names of all projects that have a service, a cluster or had one, in their order. */
    public List<String> projects() {
        return lists.projects();
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
            List<InferenceService> rows = lists.listLive(project, query.from(after, query.limit() + 1));
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
            rows = lists.listLive(project, query);
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

    /** The service as it is, with what the clusters say of it now. */
    public ServiceView view(InferenceService service) {
        return view(service, states.of(service), known(List.of(service)));
    }

    /** The service as it is just written: before any cluster could have answered. */
    public ServiceView asWritten(InferenceService service) {
        return view(service, List.of(), known(List.of(service)));
    }

    /** What {@link #view} shows, after every cluster that is heard has answered, or after the time. */
    public ServiceView viewAfter(InferenceService service, Duration longest) throws InterruptedException {
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
