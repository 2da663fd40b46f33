package dev.modelsync.proxy.routes;

import dev.modelsync.provider.secret.SecretReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change says of a service.
 *
 * @param uid the incarnation: a service that was registered again has another one
 * @param state null when the service is deregistered
 */
public record ServiceDeclared(
        ServiceId service,
        String uid,
        long revision,
        @Nullable State state) {
    /**
     * A registration.
     *
     * @param credential null for a service without one, and when the event does not say which it is
     */
    public record State(
            String provider,
            String endpointUrl,
            String protocol,
            boolean allowInsecure,
            int credentialVersion,
            @Nullable SecretReference credential,
            List<Model> models) {
        public State {
            models = List.copyOf(models);
        }
    }

    /**
     * A model of the service.
     *
     * @param aidbProvider decides what AIDB makes of the path
     * @param requestPath what AIDB is given to call, below the address of the service
     */
    public record Model(String upstreamModel, String aidbProvider, String requestPath) {}
}
