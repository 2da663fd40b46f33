package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.routes.Lookup.Obstacle;
import dev.modelsync.proxy.upstream.UpstreamFailure;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Why a request is answered by the proxy itself. The name is the code in the answer, in metrics and in logs. */
enum Refusal {
    MALFORMED_REQUEST(400, "The request cannot be routed as it is written"),
    UNAUTHENTICATED(401, "The request shows no valid access token of a cluster"),
    OTHER_PROJECT(403, "The cluster may not use services of this project"),
    PATH_NOT_ALLOWED(403, "No model of the service is called at this path"),
    NO_SUCH_SERVICE(404, "There is no such service"),
    METHOD_NOT_ALLOWED(405, "Models are called by POST"),
    REQUEST_IDLE_TIMEOUT(408, "Nothing of the request's body came for too long"),
    SERVICE_DEREGISTERED(410, "The service was deregistered"),
    BODY_TOO_LARGE(413, "The body is longer than is forwarded"),
    TARGET_TOO_LONG(414, "The first line of the request is too long"),
    TOO_MANY_REQUESTS(429, "The service has as many requests under way as it may have"),
    HEADERS_TOO_LARGE(431, "The headers of the request are too long"),
    NOT_READY(503, "The proxy does not know the services yet"),
    CREDENTIAL_MISSING(503, "The credential of the service is not in the secret store"),
    BODIES_HELD(503, "The proxy holds as much of bodies that are to be signed as it may"),
    UNUSABLE_REGISTRATION(503, "The registration of the service cannot be used"),
    HTTP_VERSION_NOT_SUPPORTED(505, "HTTP/1.1 or HTTP/2 is needed"),
    UPSTREAM_ADDRESS_REFUSED(502, "The address of the provider may not be connected to"),
    UPSTREAM_NAME_NOT_FOUND(502, "The name of the provider does not resolve"),
    UPSTREAM_UNREACHABLE(502, "The provider takes no connection"),
    UPSTREAM_TLS_FAILED(502, "The TLS handshake with the provider failed"),
    UPSTREAM_CLOSED(502, "The provider closed the connection before it had answered"),
    UPSTREAM_PROTOCOL_ERROR(502, "The provider's answer breaks the rules of HTTP"),
    UPSTREAM_REDIRECTED(502, "The provider answered with a redirect, which is not followed"),
    UPSTREAM_CONNECT_TIMEOUT(504, "The provider did not take the connection in time"),
    UPSTREAM_FIRST_BYTE_TIMEOUT(504, "The provider did not begin to answer in time"),
    UPSTREAM_IDLE_TIMEOUT(504, "Nothing of the request or the answer moved for too long");

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Whether the same request may do better in a moment. */
    boolean mayPass() {
        return this == TOO_MANY_REQUESTS || this == NOT_READY || this == CREDENTIAL_MISSING || this == BODIES_HELD;
    }

    /** By the type of what was thrown; its message quotes what was sent. */
    static Refusal ofUnreadable(Throwable failure) {
        if (failure instanceof TooLongHttpLineException) {
            return TARGET_TOO_LONG;
        }
        return failure instanceof TooLongHttpHeaderException ? HEADERS_TOO_LARGE : MALFORMED_REQUEST;
    }

    static Refusal of(Obstacle obstacle) {
        return switch (obstacle) {
            case CREDENTIAL_MISSING -> CREDENTIAL_MISSING;
            case UNUSABLE_REGISTRATION -> UNUSABLE_REGISTRATION;
        };
    }

    static Refusal of(UpstreamFailure failure) {
        return switch (failure) {
            case ADDRESS_REFUSED -> UPSTREAM_ADDRESS_REFUSED;
            case NAME_NOT_FOUND -> UPSTREAM_NAME_NOT_FOUND;
            case UNREACHABLE -> UPSTREAM_UNREACHABLE;
            case CONNECT_TIMEOUT -> UPSTREAM_CONNECT_TIMEOUT;
            case TLS_FAILED -> UPSTREAM_TLS_FAILED;
            case CLOSED -> UPSTREAM_CLOSED;
            case PROTOCOL_ERROR -> UPSTREAM_PROTOCOL_ERROR;
        };
    }
}
