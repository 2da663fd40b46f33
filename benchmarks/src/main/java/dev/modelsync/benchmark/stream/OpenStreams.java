package dev.modelsync.benchmark.stream;

import dev.modelsync.benchmark.contestant.Contestant;
import dev.modelsync.benchmark.process.ServerProcess;
import dev.modelsync.benchmark.report.Report.Table;
import dev.modelsync.benchmark.report.Rounds;
import dev.modelsync.benchmark.report.Rounds.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** What many streams take of a server's memory while they are open. */
public final class OpenStreams {
    private static final Kind IDLE = new Kind("residentIdle", "resident memory, just started", "MiB");
    private static final Kind RESIDENT = new Kind("resident", "resident memory, streams open", "MiB");
    private static final Kind HEAP_IDLE = new Kind("heapIdle", "Java heap after a collection, just started", "MiB");
    private static final Kind HEAP = new Kind("heap", "Java heap after a collection, streams open", "MiB");
    private static final Kind EACH = new Kind("residentEach", "resident memory a stream", "KiB");

    private static final double KIBI = 1024;
    private static final double MEBI = KIBI * KIBI;
    private static final int EVENT_EVERY_MILLIS = 1000;
    private static final int EVENTS_EACH = 3;

    private final Rounds rounds = new Rounds();
    private final int count;

    public OpenStreams(int count) {
        this.count = count;
    }

    /** @param contestant just started, with a server of its own */
    public void measure(Contestant contestant) {
        ServerProcess server = contestant.server().orElseThrow();
        // Before: what starting left for the collector is not to hide what the streams take.
        addHeap(HEAP_IDLE, contestant.name(), server.liveHeapBytes());
        long idle = server.residentBytes();
        rounds.add(IDLE, contestant.name(), idle / MEBI);
        try (StreamCaller caller = new StreamCaller()) {
            openAll(caller, contestant);
            long resident = server.residentBytes();
            rounds.add(RESIDENT, contestant.name(), resident / MEBI);
            rounds.add(EACH, contestant.name(), (resident - idle) / KIBI / count);
            addHeap(HEAP, contestant.name(), server.liveHeapBytes());
        }
    }

    /** Returns when each stream has brought some events. */
    private void openAll(StreamCaller caller, Contestant contestant) {
        List<Promise<Void>> arrived =
                IntStream.range(0, count).mapToObj(i -> Promise.<Void>promise()).toList();
        caller.onEventLoop(() -> arrived.forEach(promise -> caller.open(
                        contestant, new StreamOrder(0, EVENT_EVERY_MILLIS, ""), (number, sent) -> {
                            if (number == EVENTS_EACH) {
                                promise.tryComplete();
                            }
                        })
                .onFailure(promise::tryFail)));
        StreamCaller.await(Future.all(arrived.stream().map(Promise::future).toList()));
    }

    private void addHeap(Kind kind, String contestant, OptionalLong bytes) {
        bytes.ifPresent(held -> rounds.add(kind, contestant, held / MEBI));
    }

    public Table table() {
        return new Table(
                "Open streams",
                "%,d streams open at once, an event a second each; each round with servers that were just started."
                        .formatted(count),
                rounds.figures(Contestant.NAMES));
    }
}
