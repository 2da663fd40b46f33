package dev.modelsync.events.fleet.why;

import dev.modelsync.events.fleet.why.Link.Name;
import dev.modelsync.events.registration.view.EndpointState;
import dev.modelsync.events.registration.view.EndpointStatus;
import org.jspecify.annotations.Nullable;

/** The links that depend on how the cluster gets at the provider's credential: through the proxy, or sealed for it. */
final class Delivered {
    static final String PROXY_UNREACHABLE = "PROXY_UNREACHABLE";
    static final String CREDENTIAL_AWAITED = "CREDENTIAL_AWAITED";
    static final String CREDENTIAL_WITHDRAWN = "CREDENTIAL_WITHDRAWN";
    static final String CREDENTIAL_UNREADABLE = "CREDENTIAL_UNREADABLE";

    private static final String NO_CREDENTIAL = "The service has no credential";

    private static final String NOT_SEALED =
            "Look under seal in /actuator/health of Hybrid Manager for what is in the way; once the credential has come,"
                    + " the change is planned again by itself";

    private Delivered() {}

    /** That the credential has come, only the worker knows: its answer tells. */
    static Link credentialSealed(Facts facts) {
        if (facts.hasReason(CREDENTIAL_AWAITED)) {
            return facts.isOverdue() || facts.worker().delivery().hint() != null
                    ? refused(Name.CREDENTIAL_SEALED, facts, NOT_SEALED)
                    : Link.waiting(Name.CREDENTIAL_SEALED, "The credential is on its way to the cluster");
        }
        if (facts.hasReason(CREDENTIAL_WITHDRAWN)) {
            return refused(Name.CREDENTIAL_SEALED, facts, facts.remedy());
        }
        return Link.ok(
                Name.CREDENTIAL_SEALED, hasCredential(facts) ? "It has come, sealed for the cluster" : NO_CREDENTIAL);
    }

    static Link credentialOpened(Facts facts) {
        return facts.hasReason(CREDENTIAL_UNREADABLE)
                ? refused(Name.CREDENTIAL_OPENED, facts, facts.remedy())
                : Link.ok(
                        Name.CREDENTIAL_OPENED,
                        hasCredential(facts) ? "The private key of the cluster opens it" : NO_CREDENTIAL);
    }

    static Link proxyReachable(Facts facts) {
        return facts.hasReason(PROXY_UNREACHABLE)
                ? refused(Name.PROXY_REACHABLE, facts, facts.remedy())
                : called(Name.PROXY_REACHABLE, facts);
    }

    static Link providerReachable(Facts facts) {
        return called(Name.PROVIDER_REACHABLE, facts);
    }

    /** An enrolment that does not fit the worker is the cause wherever there is one. */
    private static Link refused(Name name, Facts facts, @Nullable String remedy) {
        String hint = facts.worker().delivery().hint();
        return Link.broken(name, facts.refusal(), hint == null ? remedy : hint);
    }

    private static boolean hasCredential(Facts facts) {
        return facts.service().credentials().set();
    }

    private static Link called(Name name, Facts facts) {
        EndpointStatus endpoint = facts.service().status();
        if (endpoint.state() == EndpointState.FAILED) {
            return Link.broken(
                    name, "The provider does not answer as it should: " + endpoint.detail(), endpoint.remedy());
        }
        return facts.areReady()
                ? Link.ok(name, "AIDB has called the models")
                : Link.unknown(name, "Nothing has called the models yet, as far as is known");
    }
}
