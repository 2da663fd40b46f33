package dev.modelsync.proxy.routes;

import dev.modelsync.provider.address.Endpoint;
import dev.modelsync.provider.auth.ProviderAuth;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From what a registration says to how it is reached. */
public final class RouteMaker {
    private final Function<SecretReference, Optional<Secret>> credentials;

    /** @param credentials empty while there is none; may be asked again for one that was missing */
    public RouteMaker(Function<SecretReference, Optional<Secret>> credentials) {
        this.credentials = credentials;
    }

    /** What came of it. */
    sealed interface Made {
        record Ready(Route route) implements Made {}

        /** The credential is not there yet. */
        record Waiting() implements Made {}

        /** It is of no use, and will not be. */
        record Unusable() implements Made {}
    }

    Made make(ServiceDeclared declared, ServiceDeclared.State state) {
        Secret secret = null;
        if (state.credentialVersion() > 0) {
            secret = find(state.credential());
            if (secret == null) {
                return new Made.Waiting();
            }
        }
        Optional<ProviderAuth> auth = ProviderAuth.of(state.provider(), state.protocol(), secret);
        if (auth.isEmpty()) {
            return new Made.Unusable();
        }
        return route(declared, state, auth.get());
    }

    private @Nullable Secret find(@Nullable SecretReference reference) {
        return reference == null ? null : credentials.apply(reference).orElse(null);
    }

    private static Made route(ServiceDeclared declared, ServiceDeclared.State state, ProviderAuth auth) {
        try {
            return new Made.Ready(new Route(
                    declared.service(),
                    declared.revision(),
                    Endpoint.parse(state.endpointUrl()),
                    state.allowInsecure(),
                    state.credentialVersion(),
                    auth));
        } catch (Endpoint.RefusedException e) {
            return new Made.Unusable();
        }
    }
}
