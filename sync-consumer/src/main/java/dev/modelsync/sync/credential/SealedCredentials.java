package dev.modelsync.sync.credential;

import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.sync.credential.Sealed.Opened;
import dev.modelsync.sync.plan.CredentialState;
import dev.modelsync.sync.plan.CredentialState.Missing;
import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.registry.ApiKey;
import dev.modelsync.sync.registry.CredentialSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that Hybrid Manager has sealed for one cluster: the fold of its records on the topic. Holds
 * ciphertexts; each is opened where its content is needed. Written by the thread that reads the topic.
 */
public final class SealedCredentials implements CredentialSource {
    private final Opener opener;
    private final Map<ServiceKey, Sealed> known = new ConcurrentHashMap<>();
    private final Set<ServiceKey> changed = new HashSet<>();
    private boolean allChanged;
    private volatile boolean read;
    private volatile boolean absenceCounts;

    public SealedCredentials(OpeningKey key) {
        this.opener = new Opener(key);
    }

    /** Whether the topic has been read to its end once; before that nothing can be planned. */
    public boolean isRead() {
        return read;
    }

    /** Which services' records have changed since the last call. */
    public synchronized Changes takeChanges() {
        Changes changes = new Changes(allChanged, changed);
        allChanged = false;
        changed.clear();
        return changes;
    }

    /** They could not be followed yet. */
    public synchronized void putBack(Changes changes) {
        allChanged |= changes.all();
        changed.addAll(changes.services());
    }

    /**
     * The topic was read from its beginning to its end, and holds this.
     *
     * @param isWhole false where it may have lost records that will come again, so that absence says nothing
     */
    synchronized void begin(Map<ServiceKey, Sealed> found, boolean isWhole) {
        known.keySet().retainAll(found.keySet());
        known.putAll(found);
        absenceCounts = isWhole;
        allChanged = true;
        read = true;
    }

    synchronized void add(ServiceKey service, Sealed record) {
        known.put(service, record);
        changed.add(service);
    }

    @Nullable Sealed known(ServiceKey service) {
        return known.get(service);
    }

    @Override
    public CredentialState stateFor(ServiceKey service, String uid, @Nullable Endpoint endpoint) {
        if (endpoint == null) {
            return Missing.AWAITED;
        }
        if (!endpoint.needsCredential()) {
            return CredentialState.NONE_NEEDED;
        }
        Sealed found = known.get(service);
        if (found == null) {
            return absenceCounts ? Missing.GONE : Missing.AWAITED;
        }
        if (found instanceof Sealed.Held held) {
            return held.isOf(uid, endpoint.credentialVersion()) ? stateOf(held) : Missing.AWAITED;
        }
        if (found instanceof Sealed.Withdrawn withdrawn) {
            // A service that was registered again under its name waits for a credential of its own.
            return withdrawn.uid().orElse(uid).equals(uid) ? Missing.WITHDRAWN : Missing.AWAITED;
        }
        return Missing.UNREADABLE;
    }

    private CredentialState stateOf(Sealed.Held held) {
        Opened opened = held.opened(opener);
        if (opened instanceof Opened.Usable usable) {
            return new CredentialState.Usable(usable.fingerprint());
        }
        return opened == Opened.Other.SHUT ? Missing.UNREADABLE : Missing.NEEDS_PROXY;
    }

    @Override
    public Optional<ApiKey> keyOf(ServiceKey service, String fingerprint) {
        return known.get(service) instanceof Sealed.Held held
                ? held.apiKey(opener)
                        .filter(apiKey -> opener.fingerprint(apiKey).equals(fingerprint))
                        .map(apiKey -> new ApiKey(apiKey, fingerprint))
                : Optional.empty();
    }

    @Override
    public String fingerprintOf(ModelSpec model, @Nullable String noted) {
        return noted == null ? "" : noted;
    }

    @Override
    public boolean isByService() {
        return true;
    }

    @Override
    public boolean mayStay(String fingerprint) {
        return false;
    }

    /** @param all whether any may have changed */
    public record Changes(boolean all, Set<ServiceKey> services) {
        public Changes {
            services = Set.copyOf(services);
        }

        public boolean areNone() {
            return !all && services.isEmpty();
        }
    }
}
