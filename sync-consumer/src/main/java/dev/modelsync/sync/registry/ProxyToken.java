package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.CredentialState;
import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cluster's access token for the proxy, which all models work with. */
public final class ProxyToken implements CredentialSource {
    private final ApiKey token;

    public ProxyToken(AccessToken token) {
        this.token = new ApiKey(token.value(), token.fingerprint());
    }

    @Override
    public CredentialState stateFor(ServiceKey service, String uid, @Nullable Endpoint endpoint) {
        return new CredentialState.Usable(token.fingerprint());
    }

    @Override
    public Optional<ApiKey> keyOf(ServiceKey service, String fingerprint) {
        return Optional.of(token);
    }

    @Override
    public String fingerprintOf(ModelSpec model, @Nullable String noted) {
        return token.fingerprint();
    }

    @Override
    public boolean isByService() {
        return false;
    }

    @Override
    public boolean mayStay(String fingerprint) {
        return fingerprint.equals(token.fingerprint());
    }
}
