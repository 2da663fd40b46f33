package dev.modelsync.proxy.routes;

import dev.modelsync.provider.address.Endpoint;
import dev.modelsync.provider.auth.ProviderAuth;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.proxy.routes.Credential.Absence;
import dev.modelsync.proxy.routes.Route.Held;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From what a registration says to how it is reached. */
public final class RouteMaker {
    private final Function<SecretReference, Credential> credentials;

    /** @param credentials answers at once, and may be asked again for one that was absent */
    public RouteMaker(Function<SecretReference, Credential> credentials) {
        this.credentials = credentials;
    }

    /** What came of it. */
    sealed interface Made {
        record Ready(Route route) implements Made {}

        /** The credential is not here. */
        record Lacking(Endpoint endpoint, Absence why) implements Made {}

        /** It is of no use, and will not be. */
        record Unusable() implements Made {}
    }

    /** @param before of the same service: a credential that it holds is not asked for again, since a version never changes */
    Made make(ServiceDeclared declared, ServiceDeclared.State state, @Nullable Route before) {
        Endpoint endpoint;
        try {
            endpoint = Endpoint.parse(state.endpointUrl());
        } catch (Endpoint.RefusedException e) {
            return new Made.Unusable();
        }
        if (state.credentialVersion() == 0) {
            return route(declared, state, endpoint, null);
        }
        SecretReference wanted = state.credential();
        if (wanted == null) {
            return new Made.Lacking(endpoint, Absence.NOT_NAMED);
        }
        Held held = before == null ? null : before.held();
        if (held != null && held.reference().equals(wanted)) {
            return route(declared, state, endpoint, held);
        }
        Credential found = credentials.apply(wanted);
        return found instanceof Credential.Loaded loaded
                ? route(declared, state, endpoint, new Held(wanted, loaded.secret()))
                : new Made.Lacking(endpoint, ((Credential.Absent) found).why());
    }

    private static Made route(
            ServiceDeclared declared, ServiceDeclared.State state, Endpoint endpoint, @Nullable Held held) {
        Optional<ProviderAuth> auth =
                ProviderAuth.of(state.provider(), state.protocol(), held == null ? null : held.secret());
        return auth.isEmpty()
                ? new Made.Unusable()
                : new Made.Ready(new Route(
                        declared.service(),
                        declared.uid(),
                        declared.revision(),
                        endpoint,
                        state.allowInsecure(),
                        held,
                        auth.get(),
                        new ModelPaths(state.models())));
    }
}
