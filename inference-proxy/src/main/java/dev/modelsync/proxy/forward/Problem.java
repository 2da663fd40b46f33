package dev.modelsync.proxy.forward;

import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Answers a request with a problem by RFC 9457, marked as the proxy's own: a provider's errors pass unchanged, and no
 * provider can set the mark.
 */
final class Problem {
    /** Holds the code of a refusal. */
    static final String MARK = "X-Modelsync-Error";

    private static final String TYPE = "application/problem+json";
    private static final String RETRY_SECONDS = "1";

    private Problem() {}

    static void send(HttpServerResponse response, Refusal refusal) {
        send(response, refusal, "");
    }

    /** Says which paths would be allowed. They are of the characters of paths, so there is nothing to escape. */
    static void sendPathNotAllowed(HttpServerResponse response, List<String> allowed) {
        String list = allowed.isEmpty() ? "none, it has no models" : "POST " + String.join(", POST ", allowed);
        send(response, Refusal.PATH_NOT_ALLOWED, ",\"detail\":\"allowed: %s\"".formatted(list));
    }

    private static void send(HttpServerResponse response, Refusal refusal, String more) {
        response.setStatusCode(refusal.status())
                .putHeader("Content-Type", TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader(MARK, refusal.name());
        if (refusal == Refusal.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"modelsync\"");
        }
        if (refusal == Refusal.METHOD_NOT_ALLOWED) {
            response.putHeader("Allow", "POST");
        }
        if (refusal.mayPass()) {
            response.putHeader("Retry-After", RETRY_SECONDS);
        }
        // Of constants only, so there is nothing to escape.
        response.end("{\"type\":\"about:blank\",\"status\":%d,\"code\":\"%s\",\"title\":\"%s\"%s}"
                .formatted(refusal.status(), refusal.name(), refusal.title(), more));
    }
}
