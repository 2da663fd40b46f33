package dev.modelsync.benchmark.stream;

import dev.modelsync.benchmark.contestant.Contestant;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Calls for streams, on one event loop, over kept connections. Closing it leaves all that are open. */
final class StreamCaller implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 20_000;
    private static final int OK = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    private int turn;

    /** A stream that has begun. */
    record Stream(HttpClientResponse response, Future<Void> end) {
        /** Closes the connection. */
        void leave() {
            response.request().connection().close();
        }
    }

    /** Told of each event, on the event loop. */
    @FunctionalInterface
    interface Listener {
        /**
         * @param number from 0
         * @param sent when the provider sent it, by {@link System#nanoTime}
         */
        void event(int number, long sent);
    }

    void onEventLoop(Runnable task) {
        vertx.runOnContext(now -> task.run());
    }

    /** Calls on the event loop: from elsewhere, an answer could be over before somebody listens to it. */
    <T> Future<T> calling(Supplier<Future<T>> call) {
        Promise<T> answer = Promise.promise();
        onEventLoop(() -> call.get().onComplete(answer));
        return answer.future();
    }

    /** On the event loop. */
    Future<Stream> open(Contestant contestant, StreamOrder order, Listener listener) {
        turn++;
        URI uri = contestant.streams().get(turn % contestant.streams().size());
        RequestOptions options = options(HttpMethod.POST, uri, order.query());
        contestant.headers().forEach(options::addHeader);
        return client.request(options)
                .compose(request -> request.send(Contestant.BODY))
                .compose(response -> opened(response, listener));
    }

    private Future<Stream> opened(HttpClientResponse response, Listener listener) {
        if (response.statusCode() != OK) {
            return Future.failedFuture("A stream was answered with " + response.statusCode());
        }
        Future<Void> end = response.end();
        response.handler(RecordParser.newDelimited("\n\n", new Events(listener)));
        return Future.succeededFuture(new Stream(response, end));
    }

    /** When the provider saw that the caller of this stream was gone, by {@link System#nanoTime}. On the event loop. */
    Future<Long> left(URI provider, String id) {
        return client.request(options(HttpMethod.GET, provider.resolve(StreamProvider.LEFT_PATH), "?id=" + id))
                .compose(request -> request.send())
                .compose(HttpClientResponse::body)
                .map(body -> Long.parseLong(body.toString()));
    }

    private static RequestOptions options(HttpMethod method, URI uri, String query) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(uri.getRawPath() + query);
    }

    /** The result, for a thread that is not the event loop. */
    static <T> T await(Future<T> future) {
        try {
            return future.await(LIMIT);
        } catch (TimeoutException e) {
            throw new IllegalStateException("A stream has not come to what was expected of it within " + LIMIT, e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    /** Takes an event apart: its last number is when it was sent. */
    private static final class Events implements Handler<Buffer> {
        private final Listener listener;
        private int number;

        Events(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void handle(Buffer event) {
            long sent = 0;
            long place = 1;
            for (int i = event.length() - 2; Character.isDigit(event.getByte(i)); i--) {
                sent += place * (event.getByte(i) - '0');
                place *= 10;
            }
            listener.event(number, sent);
            number++;
        }
    }
}
