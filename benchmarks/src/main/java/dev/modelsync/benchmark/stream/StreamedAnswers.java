package dev.modelsync.benchmark.stream;

import dev.modelsync.benchmark.contestant.Contestant;
import dev.modelsync.benchmark.load.Arrivals;
import dev.modelsync.benchmark.load.Latencies;
import dev.modelsync.benchmark.process.ServerProcess;
import dev.modelsync.benchmark.report.Goal;
import dev.modelsync.benchmark.report.Goal.Bound;
import dev.modelsync.benchmark.report.Report.Table;
import dev.modelsync.benchmark.report.Rounds;
import dev.modelsync.benchmark.report.Rounds.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Streams of many small events, as of a model that writes word by word. */
public final class StreamedAnswers implements AutoCloseable {
    private static final Kind FIRST_P50 = new Kind("firstEventP50", "first event after the request was due, p50", "ms");
    private static final Kind FIRST_P99 = new Kind("firstEventP99", "first event after the request was due, p99", "ms");
    private static final Kind CHUNK_P50 = new Kind("chunkP50", "an event's way from provider to caller, p50", "ms");
    private static final Kind CHUNK_P99 = new Kind("chunkP99", "an event's way from provider to caller, p99", "ms");
    private static final Kind LEFT_P50 =
            new Kind("leftP50", "provider's connection closed after the caller left, p50", "ms");
    private static final Kind LEFT_MOST =
            new Kind("leftMost", "provider's connection closed after the caller left, longest", "ms");

    private static final int EVENTS_EVERY_MILLIS = 20;
    private static final int EVENTS = 100;
    private static final double STREAMS_PER_SECOND = 50;
    private static final int DEPARTURES = 50;
    private static final double CHUNK_LIMIT_MILLIS = 1;
    private static final double LEFT_LIMIT_MILLIS = 100;

    private final Rounds rounds = new Rounds();
    private final StreamCaller caller = new StreamCaller();
    private final Departures departures;
    private final PacedStreams paced;
    private final Duration length;

    /** @param provider where the {@link StreamProvider} is, without anything between */
    public StreamedAnswers(URI provider, Duration length) {
        this.departures = new Departures(caller, provider);
        this.paced = new PacedStreams(caller, new StreamOrder(EVENTS, EVENTS_EVERY_MILLIS, ""));
        this.length = length;
    }

    public static ServerProcess startProvider(Path folder, int port, String key) {
        ServerProcess provider =
                ServerProcess.startMain("provider-streams", folder, StreamProvider.class, Integer.toString(port), key);
        provider.awaitReadyLine();
        return provider;
    }

    /** Drives the contestant without keeping what is found. */
    public void warmUp(Contestant contestant, Duration length) {
        paced.run(contestant, Arrivals.atRandom(0, STREAMS_PER_SECOND, length));
        departures.run(contestant, 1);
    }

    /** @param seed of the moments at which streams begin */
    public void measure(Contestant contestant, long seed) {
        PacedStreams.Seen seen = paced.run(contestant, Arrivals.atRandom(seed, STREAMS_PER_SECOND, length));
        rounds.add(FIRST_P50, contestant.name(), seen.firstEvent().medianMillis());
        rounds.add(FIRST_P99, contestant.name(), seen.firstEvent().p99Millis());
        rounds.add(CHUNK_P50, contestant.name(), seen.chunk().medianMillis());
        rounds.add(CHUNK_P99, contestant.name(), seen.chunk().p99Millis());
        Latencies left = departures.run(contestant, DEPARTURES);
        rounds.add(LEFT_P50, contestant.name(), left.medianMillis());
        rounds.add(LEFT_MOST, contestant.name(), left.mostMillis());
    }

    public Table table() {
        return new Table(
                "Streamed answers",
                "Server-sent events of 170 B, %d a stream, one every %d ms; %.0f streams a second begin at random moments, so about %.0f are open; %d s a contestant and round. Then %d callers, one after the other, leave a silent stream."
                        .formatted(
                                EVENTS,
                                EVENTS_EVERY_MILLIS,
                                STREAMS_PER_SECOND,
                                STREAMS_PER_SECOND
                                        * EVENTS
                                        * EVENTS_EVERY_MILLIS
                                        / Duration.ofSeconds(1).toMillis(),
                                length.toSeconds(),
                                DEPARTURES),
                rounds.figures(Contestant.NAMES));
    }

    public List<Goal> goals() {
        Table table = table();
        return List.of(
                new Goal(
                        "addedChunkP99",
                        "added to an event's way, p99 less the direct p99",
                        " ms",
                        Bound.AT_MOST,
                        CHUNK_LIMIT_MILLIS,
                        table.figure(CHUNK_P99.key())
                                .of(Contestant.MODELSYNC)
                                .with(
                                        table.figure(CHUNK_P99.key()).of(Contestant.DIRECT),
                                        (through, direct) -> through - direct)),
                new Goal(
                        "left",
                        "provider's connection closed after the caller left, longest",
                        " ms",
                        Bound.AT_MOST,
                        LEFT_LIMIT_MILLIS,
                        table.figure(LEFT_MOST.key()).of(Contestant.MODELSYNC)));
    }

    @Override
    public void close() {
        caller.close();
    }
}
