package dev.modelsync.events.registration.view;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.Model;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service as the API shows it. Of the credentials, only whether there are any. */
public record ServiceView(
        UUID uid,
        String project,
        String name,
        String provider,
        String endpointUrl,
        String apiProtocolVersion,
        boolean allowInsecure,
        CredentialsView credentials,
        List<Model> models,
        Map<String, String> labels,
        InferenceService.State state,
        long revision,
        String changedBy,
        Instant changedAt,
        @Nullable String reason,
        List<ClusterSync> clusters,
        EndpointStatus status) {

    public ServiceView {
        models = List.copyOf(models);
        clusters = List.copyOf(clusters);
    }

    /**
     * Of the credentials, whether there are any, and the version that grows with each rotation.
     *
     * @param proxies how far the proxies are with that version; null without credentials
     */
    public record CredentialsView(
            boolean set, int version, @Nullable CredentialSwitch proxies) {}

    /** A page of the list; the token is null on the last one. */
    public record Page(List<ServiceView> items, @Nullable String nextPageToken) {}

    /** Whether every cluster that is heard has answered this revision. */
    public boolean allAnswered() {
        return clusters.stream().noneMatch(ClusterSync::isPending);
    }

    static ServiceView of(
            InferenceService service,
            List<ClusterSync> clusters,
            EndpointStatus status,
            @Nullable CredentialSwitch switched) {
        ServiceSettings settings = service.settings();
        return new ServiceView(
                service.uid(),
                service.key().project(),
                service.key().name(),
                settings.provider(),
                settings.endpointUrl(),
                settings.apiProtocolVersion(),
                settings.allowInsecure(),
                new CredentialsView(
                        settings.credential() != null,
                        settings.credentialVersion(),
                        settings.credential() == null ? null : switched),
                settings.models(),
                new TreeMap<>(settings.labels()),
                service.state(),
                service.revision(),
                service.change().actor(),
                service.change().at(),
                service.change().reason(),
                clusters,
                status);
    }
}
