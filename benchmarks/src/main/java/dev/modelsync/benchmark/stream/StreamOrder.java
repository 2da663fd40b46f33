package dev.modelsync.benchmark.stream;

import io.vertx.core.http.HttpServerRequest;

/**
 * What a caller wants of the {@link StreamProvider}; it stands in the query, which proxies pass on.
 *
 * @param events of which the first comes at once; 0 for no end
 * @param id by which the provider tells that it was left; empty when nobody will ask
 */
record StreamOrder(int events, int everyMillis, String id) {
    static StreamOrder of(HttpServerRequest request) {
        return new StreamOrder(
                Integer.parseInt(request.getParam("events")),
                Integer.parseInt(request.getParam("every")),
                request.getParam("id"));
    }

    String query() {
        return "?events=" + events + "&every=" + everyMillis + "&id=" + id;
    }
}
