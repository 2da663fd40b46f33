package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.view.Dependants;
import dev.modelsync.events.registration.view.EndpointStatus;
import dev.modelsync.events.registration.view.ServiceView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a request to register, edit or deregister. */
public sealed interface RegistrationResult {
    /** It is done, or was already so; the service as it is now. */
    record Done(InferenceService service) implements RegistrationResult {}

    /**
     * What a dry run would have written; the after's revision is gone with it.
     *
     * @param before null for a registration
     * @param needsProxy whether AIDB could not use the credentials by itself
     */
    record WouldChange(@Nullable InferenceService before, InferenceService after, boolean needsProxy)
            implements RegistrationResult {}

    /**
     * The same was asked for before.
     *
     * @param answer what was answered then
     * @param unchanged the service, where it is still as it was made
     */
    record Replayed(ServiceView answer, Optional<InferenceService> unchanged) implements RegistrationResult {}

    /** The idempotency key was given with another body. */
    record KeyReused() implements RegistrationResult {}

    /** The request breaks rules. */
    record Invalid(List<Violation> violations) implements RegistrationResult {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /** Names in the request belong to other services. */
    record Taken(List<Violation> violations) implements RegistrationResult {
        public Taken {
            violations = List.copyOf(violations);
        }
    }

    /** The service was changed since the caller saw it. */
    record Stale(long revision) implements RegistrationResult {}

    /**
     * Something on clusters depends on what the request takes away.
     *
     * @param pointer to the field that takes it away, empty for the whole service
     */
    record InUse(String pointer, List<Dependants.OnCluster> dependants) implements RegistrationResult {
        public InUse {
            dependants = List.copyOf(dependants);
        }
    }

    /**
     * A probe was demanded, and did not find the endpoint ready.
     *
     * @param pointer to the field that is to be mended
     */
    record NotReady(String pointer, EndpointStatus status) implements RegistrationResult {}

    /** There is no such live service. */
    record Unknown(ServiceKey key) implements RegistrationResult {}
}
