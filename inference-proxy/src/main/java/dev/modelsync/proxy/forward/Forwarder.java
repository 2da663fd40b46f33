package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.access.Caller;
import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.access.ShownToken;
import dev.modelsync.proxy.forward.RequestTarget.Parsed;
import dev.modelsync.proxy.routes.Lookup;
import dev.modelsync.proxy.routes.Route;
import dev.modelsync.proxy.routes.Routes;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides for each request whether it is forwarded, and begins the exchange. For one event loop. */
final class Forwarder implements Handler<HttpServerRequest> {
    private final Routes routes;
    private final Clusters clusters;
    private final Lane lane;
    private final Map<HttpConnection, IdleConnection> connections = new IdentityHashMap<>();

    Forwarder(Routes routes, Clusters clusters, Lane lane) {
        this.routes = routes;
        this.clusters = clusters;
        this.lane = lane;
    }

    /** A caller has connected. */
    void connected(HttpConnection connection) {
        IdleConnection idle = new IdleConnection(connection, lane.bounds().head());
        connections.put(connection, idle);
        lane.watch().add(idle);
        connection.closeHandler(gone -> {
            connections.remove(connection);
            lane.watch().remove(idle);
        });
    }

    @Override
    public void handle(HttpServerRequest request) {
        long began = System.nanoTime();
        IdleConnection idle = connections.get(request.connection());
        Runnable over = idle == null ? () -> {} : idle.begin();
        request.response().endHandler(end -> over.run());
        Parsed parsed = RequestTarget.parse(request.uri());
        Refusal refusal = malformed(request, parsed);
        if (refusal != null) {
            refuse(request, refusal, began);
            return;
        }
        Optional<Caller> caller = ShownToken.in(request.headers()::getAll).flatMap(clusters::caller);
        if (caller.isEmpty()) {
            refuse(request, routes.isKnown() ? Refusal.UNAUTHENTICATED : Refusal.NOT_READY, began);
        } else if (parsed instanceof Parsed.Routed routed) {
            forward(request, caller.get(), routed.target(), new Exchange.Turn(began, over));
        } else {
            refuse(request, Refusal.NO_SUCH_SERVICE, began);
        }
    }

    /** What came is no request: neither it nor what follows on its connection can be relied on. */
    void unreadable(HttpServerRequest request) {
        refuse(request, Refusal.ofUnreadable(request.decoderResult().cause()), System.nanoTime());
        request.connection().close();
    }

    private @Nullable Refusal malformed(HttpServerRequest request, Parsed parsed) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            return Refusal.HTTP_VERSION_NOT_SUPPORTED;
        }
        if (parsed instanceof Parsed.Malformed || !hasClearHeaders(request) || !isFramedClearly(request)) {
            return Refusal.MALFORMED_REQUEST;
        }
        if (!request.method().equals(HttpMethod.POST)) {
            return Refusal.METHOD_NOT_ALLOWED;
        }
        return Bodies.declaredLength(request.headers()) > lane.bounds().longestBody() ? Refusal.BODY_TOO_LARGE : null;
    }

    /** RFC 9112, section 3.2, asks for one host, and section 5 for a name of each header. */
    private static boolean hasClearHeaders(HttpServerRequest request) {
        boolean namesHost = request.version() == HttpVersion.HTTP_2
                || request.headers().getAll("host").size() == 1;
        return namesHost && !request.headers().contains("");
    }

    /** Whoever is behind must see the same body as we do: no other coding than chunked, and no second length. */
    private static boolean isFramedClearly(HttpServerRequest request) {
        List<String> coding = request.headers().getAll("transfer-encoding");
        List<String> length = request.headers().getAll("content-length");
        boolean chunked = !coding.isEmpty();
        return chunked
                ? coding.size() == 1 && coding.get(0).strip().equalsIgnoreCase("chunked") && length.isEmpty()
                : length.size() <= 1;
    }

    private void forward(HttpServerRequest request, Caller caller, RequestTarget target, Exchange.Turn turn) {
        long began = turn.began();
        if (!caller.project().equals(target.service().project())) {
            refuse(request, Refusal.OTHER_PROJECT, began);
            return;
        }
        Lookup found = routes.find(target.service());
        if (!(found instanceof Lookup.Found)) {
            refuse(request, unroutable(found), began);
            return;
        }
        Route route = ((Lookup.Found) found).route();
        Optional<String> path = route.paths().forwarded(target.path());
        if (path.isEmpty()) {
            Bodies.discard(request);
            Problem.sendPathNotAllowed(request.response(), route.paths().shown());
            lane.traffic().refused(Refusal.PATH_NOT_ALLOWED, began);
            return;
        }
        if (!lane.limits().requests().enter(route.service())) {
            refuse(request, Refusal.TOO_MANY_REQUESTS, began);
            return;
        }
        new Exchange(request, route, lane, turn)
                .begin(target.at(route.endpoint().path() + path.get()));
    }

    private static Refusal unroutable(Lookup found) {
        if (found instanceof Lookup.Unready unready) {
            return Refusal.of(unready.why());
        }
        return found instanceof Lookup.Gone ? Refusal.SERVICE_DEREGISTERED : Refusal.NO_SUCH_SERVICE;
    }

    private void refuse(HttpServerRequest request, Refusal refusal, long began) {
        Bodies.discard(request);
        Problem.send(request.response(), refusal);
        lane.traffic().refused(refusal, began);
    }
}
