package dev.modelsync.proxy.forward;

import dev.modelsync.provider.auth.ProviderAuth;
import dev.modelsync.proxy.routes.Route;
import dev.modelsync.proxy.upstream.UpstreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request, forwarded, and its answer. Ends exactly once: with the answer, with a refusal, when the caller leaves
 * or when the provider does. Whoever ends it lets go of the other side at once. For one event loop.
 */
final class Exchange implements Watch.Watched {
    private static final int NOT_MODIFIED = 304;
    private static final int FINAL = 200;
    private static final int REDIRECTS = 300;
    private static final int CLIENT_ERRORS = 400;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Route route;
    private final Lane lane;
    private final Turn turn;

    private @Nullable HttpClientRequest upstream;
    private boolean ended;
    private boolean answering;
    private Duration limit;
    private Refusal overdue = Refusal.UPSTREAM_IDLE_TIMEOUT;
    private long touched;
    private long held;

    /**
     * When a request came, and who is to know that it is over: of one that is cancelled, HTTP/2 tells no end of the answer.
     *
     * @param began of {@link System#nanoTime}
     */
    record Turn(long began, Runnable over) {}

    Exchange(HttpServerRequest request, Route route, Lane lane, Turn turn) {
        this.request = request;
        this.response = request.response();
        this.route = route;
        this.lane = lane;
        this.turn = turn;
        this.limit = lane.bounds().idle();
        this.touched = turn.began();
    }

    void begin(String target) {
        lane.traffic().begun();
        lane.watch().add(this);
        request.pause();
        request.exceptionHandler(gone -> callerLeft());
        response.exceptionHandler(gone -> callerLeft());
        response.closeHandler(gone -> callerLeft());
        lane.upstream().open(route, request.method(), target).onComplete(this::opened, this::failed);
    }

    @Override
    public void look(long now) {
        if (now - touched > limit.toNanos()) {
            refuse(overdue);
        }
    }

    /** A byte has moved. */
    void touch() {
        touched = System.nanoTime();
    }

    /** While the request is on its way: who is to blame when nothing moves from now on. */
    void awaits(Refusal otherwise) {
        if (!answering && !request.isEnded()) {
            overdue = otherwise;
        }
    }

    /** Keeps so much more of the body, or refuses. */
    boolean hold(long bytes) {
        if (!lane.limits().bodies().take(bytes)) {
            refuse(Refusal.BODIES_HELD);
            return false;
        }
        held += bytes;
        return true;
    }

    /** The provider has the whole request and thinks. */
    void asked() {
        if (!answering) {
            limit = lane.bounds().firstByte();
            overdue = Refusal.UPSTREAM_FIRST_BYTE_TIMEOUT;
        }
        touch();
    }

    /** Whoever comes late has nothing more to write. */
    boolean isEnded() {
        return ended;
    }

    /**
     * The provider's answer is here to its end.
     *
     * @param last what of it has not been written yet
     */
    void answered(@Nullable Buffer last) {
        if (end()) {
            finish(last);
            lane.traffic().answered(response.getStatusCode(), turn.began());
            if (!request.isEnded()) {
                // It answered before it had read the request, and wants no more of it.
                reset();
                Bodies.discard(request);
            }
        }
    }

    void failed(Throwable failure) {
        refuse(Refusal.of(UpstreamFailure.of(failure)));
    }

    /** Says so, or, when the answer has begun, breaks it off: a caller must not take a part for the whole. */
    void refuse(Refusal refusal) {
        if (!end()) {
            return;
        }
        reset();
        if (response.headWritten()) {
            lane.traffic().brokenOff(turn.began());
            response.reset();
            return;
        }
        lane.traffic().refused(refusal, turn.began());
        response.headers().clear();
        response.setChunked(false);
        Bodies.discard(request);
        Problem.send(response, refusal);
    }

    private void callerLeft() {
        if (end()) {
            lane.traffic().callerLeft(turn.began());
            reset();
        }
    }

    private void finish(@Nullable Buffer last) {
        if (last == null) {
            response.end();
        } else {
            response.end(last);
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        lane.watch().remove(this);
        lane.limits().requests().leave(route.service());
        lane.limits().bodies().giveBack(held);
        lane.traffic().ended();
        turn.over().run();
        return true;
    }

    private void reset() {
        if (upstream != null) {
            upstream.reset();
        }
    }

    private void opened(HttpClientRequest open) {
        upstream = open;
        if (ended) {
            open.reset();
            return;
        }
        touch();
        open.exceptionHandler(this::failed);
        open.response().onComplete(this::answer, this::failed);
        HeaderRules rules = HeaderRules.ofRequest(request.headers().getAll("connection"));
        copy(request.headers(), rules, open.headers());
        authorise(open);
    }

    private void authorise(HttpClientRequest open) {
        if (route.auth() instanceof ProviderAuth.AwsKeys keys) {
            WholeBody body = new WholeBody(this, request, lane.bounds().longestBody());
            awaits(Refusal.REQUEST_IDLE_TIMEOUT);
            body.read(() -> sign(open, keys, body));
            return;
        }
        ProviderAuth.Headers auth = (ProviderAuth.Headers) route.auth();
        auth.values().forEach(open.headers()::set);
        auth.defaults().forEach((name, value) -> {
            if (!open.headers().contains(name)) {
                open.headers().set(name, value);
            }
        });
        new Upload(this, request, open, lane.bounds().longestBody()).begin();
    }

    /** The event loop goes on with other requests meanwhile: a long body takes its time. */
    private void sign(HttpClientRequest open, ProviderAuth.AwsKeys keys, WholeBody body) {
        URI target = URI.create(open.absoluteURI());
        touch();
        lane.upstream()
                .signature(keys, request.method().name(), target, body::stream)
                .onComplete(signed -> send(open, signed, body), this::failed);
    }

    private void send(HttpClientRequest open, Optional<Map<String, List<String>>> signed, WholeBody body) {
        if (ended) {
            return;
        }
        if (signed.isEmpty()) {
            refuse(Refusal.UNUSABLE_REGISTRATION);
            return;
        }
        signed.get().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                open.headers().set(name, values);
            }
        });
        open.putHeader("content-length", Long.toString(body.length()));
        body.pieces().forEach(open::write);
        open.end();
        asked();
    }

    private void answer(HttpClientResponse answer) {
        answering = true;
        answer.exceptionHandler(this::failed);
        if (ended) {
            return;
        }
        int status = answer.statusCode();
        if (status < FINAL) {
            // A protocol that nobody asked for, or nothing yet: the caller would wait for what never comes.
            refuse(Refusal.UPSTREAM_PROTOCOL_ERROR);
            return;
        }
        if (status >= REDIRECTS && status < CLIENT_ERRORS && status != NOT_MODIFIED) {
            refuse(Refusal.UPSTREAM_REDIRECTED);
            return;
        }
        limit = lane.bounds().idle();
        overdue = Refusal.UPSTREAM_IDLE_TIMEOUT;
        touch();
        KeyGuard guard = new KeyGuard(route.auth() instanceof ProviderAuth.Headers headers ? headers.key() : null);
        response.setStatusCode(status);
        HeaderRules rules = HeaderRules.ofAnswer(answer.headers().getAll("connection"));
        answer.headers().forEach((name, value) -> {
            if (rules.goesOn(name) && !guard.isIn(name) && !guard.isIn(value)) {
                response.headers().add(name, value);
            }
        });
        new Download(this, answer, response, guard).begin();
    }

    private static void copy(MultiMap from, HeaderRules rules, MultiMap to) {
        from.forEach((name, value) -> {
            if (rules.goesOn(name)) {
                to.add(name, value);
            }
        });
    }
}
