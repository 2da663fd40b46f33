package dev.modelsync.proxy.topics;

import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.proxy.access.ClusterDeclared;
import dev.modelsync.proxy.routes.ServiceDeclared;
import dev.modelsync.proxy.routes.ServiceId;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import org.jspecify.annotations.Nullable;

/** From the wire to what a change says here: pure functions. */
final class EventReader {
    private EventReader() {}

    static ServiceDeclared read(ServiceChanged event) {
        ServiceState after = event.getAfter();
        return new ServiceDeclared(
                new ServiceId(event.getProjectId(), event.getServiceName()),
                event.getServiceUid(),
                event.getRevision(),
                after == null ? null : state(after));
    }

    static ClusterDeclared read(ClusterChanged event) {
        return new ClusterDeclared(
                event.getClusterId(),
                event.getRevision(),
                event.getProjectId(),
                event.getTokenSha256(),
                event.getRevokedAt() != null);
    }

    private static ServiceDeclared.State state(ServiceState state) {
        return new ServiceDeclared.State(
                state.getProvider(),
                state.getEndpointUrl(),
                state.getApiProtocolVersion(),
                state.getAllowInsecure(),
                state.getCredentialVersion(),
                credential(state),
                state.getModels().stream().map(EventReader::model).toList());
    }

    private static ServiceDeclared.Model model(ModelState model) {
        return new ServiceDeclared.Model(model.getUpstreamModel(), model.getAidbProvider(), model.getRequestPath());
    }

    private static @Nullable SecretReference credential(ServiceState state) {
        String reference = state.getCredentialRef();
        return reference == null || state.getCredentialVersion() < 1
                ? null
                : new SecretReference(reference, state.getCredentialVersion());
    }
}
