package dev.modelsync.benchmark.stream;

import dev.modelsync.benchmark.contestant.Contestant;
import dev.modelsync.benchmark.load.Latencies;
import io.vertx.core.Promise;
import java.net.URI;
import java.util.UUID;

/** Callers that leave in the middle of a stream, and how long its provider goes on for nobody. */
final class Departures {
    /** So seldom that the provider learns of it by the closed connection, and not by an event that it cannot send. */
    private static final int SELDOM_MILLIS = 5000;

    private final StreamCaller caller;
    private final URI provider;

    Departures(StreamCaller caller, URI provider) {
        this.caller = caller;
        this.provider = provider;
    }

    /** One after the other. */
    Latencies run(Contestant contestant, int count) {
        Latencies latencies = new Latencies();
        for (int i = 0; i < count; i++) {
            latencies.record(leaveOne(contestant, UUID.randomUUID().toString()));
        }
        return latencies;
    }

    private long leaveOne(Contestant contestant, String id) {
        Promise<Void> first = Promise.promise();
        StreamCaller.Stream stream = StreamCaller.await(caller.calling(() ->
                caller.open(contestant, new StreamOrder(0, SELDOM_MILLIS, id), (number, sent) -> first.tryComplete())));
        StreamCaller.await(first.future());
        long left = System.nanoTime();
        stream.leave();
        return StreamCaller.await(caller.calling(() -> caller.left(provider, id))) - left;
    }
}
