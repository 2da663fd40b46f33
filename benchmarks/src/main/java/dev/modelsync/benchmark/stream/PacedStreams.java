package dev.modelsync.benchmark.stream;

import dev.modelsync.benchmark.contestant.Contestant;
import dev.modelsync.benchmark.load.Arrivals;
import dev.modelsync.benchmark.load.Due;
import dev.modelsync.benchmark.load.Latencies;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Streams that begin at a rate that does not give way, as {@code PacedCalls} do for small requests. */
final class PacedStreams {
    private final StreamCaller caller;
    private final StreamOrder order;

    PacedStreams(StreamCaller caller, StreamOrder order) {
        this.caller = caller;
        this.order = order;
    }

    /**
     * What was seen of all streams.
     *
     * @param firstEvent from when the request was due to the first event
     * @param chunk from when the provider sent an event, other than the first, to when it was there
     */
    record Seen(Latencies firstEvent, Latencies chunk) {}

    /** Returns when all streams have come to their end. */
    Seen run(Contestant contestant, Arrivals arrivals) {
        Seen seen = new Seen(new Latencies(), new Latencies());
        List<Future<Void>> ends = new ArrayList<>();
        long began = System.nanoTime();
        for (long offset : arrivals.offsets()) {
            long due = began + offset;
            Due.await(due);
            Promise<Void> end = Promise.promise();
            ends.add(end.future());
            caller.onEventLoop(() -> caller.open(contestant, order, listener(due, seen))
                    .compose(StreamCaller.Stream::end)
                    .onComplete(end));
        }
        StreamCaller.await(Future.all(ends));
        return seen;
    }

    private static StreamCaller.Listener listener(long due, Seen seen) {
        return (number, sent) -> {
            long now = System.nanoTime();
            if (number == 0) {
                seen.firstEvent().record(now - due);
            } else {
                seen.chunk().record(now - sent);
            }
        };
    }
}
