package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.CredentialState;
import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the credentials come from that models of services work with. Safe for many threads. */
public interface CredentialSource {

    /**
     * What is known of the credential that belongs to this incarnation of a service and this endpoint.
     *
     * @param endpoint null where it is not known
     */
    CredentialState stateFor(ServiceKey service, String uid, @Nullable Endpoint endpoint);

    /** The credential of a service; empty when it is not, or no longer, the one with this fingerprint. */
    Optional<ApiKey> keyOf(ServiceKey service, String fingerprint);

    /**
     * Which credential a model of ours was made with.
     *
     * @param noted as the journal has it; null for none
     */
    String fingerprintOf(ModelSpec model, @Nullable String noted);

    /** Whether each service has a credential of its own. */
    boolean isByService();

    /** Whether the credential with this fingerprint may stay stored where no model works with it any more. */
    boolean mayStay(String fingerprint);
}
