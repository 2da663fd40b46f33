package dev.modelsync.events.probe;

import dev.modelsync.events.registration.view.EndpointState;

/** Why an endpoint is not ready: the closed set, its names are part of the API. */
enum ProbeCause {
    BAD_KEY(
            Kind.FAILED,
            Field.CREDENTIALS,
            "The provider does not accept the credentials, or wants some and the service has none",
            "Give the credentials that the provider has issued"),
    NO_PERMISSION(
            Kind.FAILED,
            Field.CREDENTIALS,
            "The provider knows the credentials, but they may not list models",
            "Allow the key to read the list of models, or give another key"),
    QUOTA(
            Kind.PASSING,
            Field.CREDENTIALS,
            "The provider refuses requests because a quota, a rate limit or the credit is used up",
            "Raise the limit or the credit at the provider, or wait until it is renewed"),
    UNREACHABLE(
            Kind.PASSING,
            Field.ENDPOINT,
            "No connection to the endpoint comes about, or it breaks off",
            "Check host and port, DNS, and the firewalls between Hybrid Manager and the provider"),
    TIMED_OUT(
            Kind.PASSING,
            Field.ENDPOINT,
            "The endpoint takes the request and does not answer in time",
            "Look at the load of the provider, or raise modelsync.probe.timeout"),
    TLS(
            Kind.FAILED,
            Field.ENDPOINT,
            "The endpoint does not speak TLS, or its certificate is not trusted, expired or of another host",
            "Mend the certificate, have its authority trusted by Hybrid Manager, or set allowInsecure"),
    NOT_FOUND(
            Kind.FAILED,
            Field.ENDPOINT,
            "There is no such API below the endpoint",
            "Correct the path of the endpoint; the version path, such as /v1, is appended"),
    REDIRECTED(
            Kind.FAILED,
            Field.ENDPOINT,
            "The endpoint redirects elsewhere, which is not followed: the credentials are for this host alone",
            "Register the address that answers itself"),
    ADDRESS_REFUSED(
            Kind.FAILED,
            Field.ENDPOINT,
            "The host has a loopback, private, link-local, metadata or reserved address",
            "Use a public address, or have the platform set modelsync.registration.allow-private-endpoints"),
    PROVIDER_ERROR(
            Kind.PASSING,
            Field.ENDPOINT,
            "The provider answers with an error of its own",
            "Look at the status page or the logs of the provider; it is probed again by itself"),
    UNEXPECTED_ANSWER(
            Kind.PASSING,
            Field.ENDPOINT,
            "Something answers that is not the API of this provider",
            "Check the endpoint, the provider and the API protocol version"),
    NO_MODEL_LIST(
            Kind.UNKNOWN,
            Field.ENDPOINT,
            "The endpoint answers, but has no list of models, and anything else would cost tokens",
            "Nothing, if the endpoint is right; a wrong path of the endpoint looks the same"),
    NOT_CHECKABLE(
            Kind.UNKNOWN,
            Field.ENDPOINT,
            "The endpoint answers; whether it accepts the credentials cannot be told without spending tokens",
            "Nothing; call a model once to be sure"),
    CREDENTIALS_UNREADABLE(
            Kind.UNKNOWN_PASSING,
            Field.CREDENTIALS,
            "Hybrid Manager's secret store does not give the credentials",
            "Look at the log of Hybrid Manager and its secret store, or give the credentials again"),
    UNREADABLE_SERVICE(
            Kind.UNKNOWN,
            Field.ENDPOINT,
            "This version does not understand the provider, the protocol version or the address of the service",
            "Upgrade Hybrid Manager, or correct the row that was written by hand"),
    BUSY(Kind.UNKNOWN, Field.ENDPOINT, "Too many probes are under way", "Try again in a moment"),
    PROBING_OFF(
            Kind.UNKNOWN,
            Field.ENDPOINT,
            "The platform has switched regular probes off",
            "Order a probe of this service, or set modelsync.probe.enabled");

    private enum Kind {
        FAILED,
        PASSING,
        UNKNOWN,
        UNKNOWN_PASSING
    }

    private enum Field {
        CREDENTIALS,
        ENDPOINT
    }

    private final Kind kind;
    private final Field field;
    private final String explanation;
    private final String remedy;

    ProbeCause(Kind kind, Field field, String explanation, String remedy) {
        this.kind = kind;
        this.field = field;
        this.explanation = explanation;
        this.remedy = remedy;
    }

    EndpointState state() {
        return kind == Kind.FAILED || kind == Kind.PASSING ? EndpointState.FAILED : EndpointState.UNKNOWN;
    }

    /** Whether it may be gone at the next attempt, so that a single one proves nothing. */
    boolean mayPass() {
        return kind == Kind.PASSING || kind == Kind.UNKNOWN_PASSING;
    }

    /** To the field of a registration where it can be mended. */
    String pointer() {
        return field == Field.CREDENTIALS ? "/credentials" : "/endpointUrl";
    }

    String explanation() {
        return explanation;
    }

    String remedy() {
        return remedy;
    }
}
