package dev.modelsync.proxy.forward;

import io.vertx.core.http.HttpServerResponse;

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
        response.setStatusCode(refusal.status())
                .putHeader("Content-Type", TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader(MARK, refusal.name());
        if (refusal == Refusal.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"modelsync\"");
        }
        if (refusal.mayPass()) {
            response.putHeader("Retry-After", RETRY_SECONDS);
        }
        // Of constants only, so there is nothing to escape.
        response.end("{\"type\":\"about:blank\",\"status\":%d,\"code\":\"%s\",\"title\":\"%s\"}"
                .formatted(refusal.status(), refusal.name(), refusal.title()));
    }
}
