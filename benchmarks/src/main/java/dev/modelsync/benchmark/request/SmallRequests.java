package dev.modelsync.benchmark.request;

import dev.modelsync.benchmark.contestant.Contestant;
import dev.modelsync.benchmark.load.Arrivals;
import dev.modelsync.benchmark.load.Latencies;
import dev.modelsync.benchmark.load.PacedCalls;
import dev.modelsync.benchmark.load.Wrk;
import dev.modelsync.benchmark.process.ServerProcess;
import dev.modelsync.benchmark.report.Goal;
import dev.modelsync.benchmark.report.Goal.Bound;
import dev.modelsync.benchmark.report.Report.Table;
import dev.modelsync.benchmark.report.Rounds;
import dev.modelsync.benchmark.report.Rounds.Kind;
import dev.modelsync.benchmark.report.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Small requests over HTTP/1.1 on kept connections: as many as go, and at a rate that leaves room. */
public final class SmallRequests {
    private static final Kind THROUGHPUT = new Kind("throughput", "throughput, saturated", "requests/s");
    private static final Kind SATURATED_P50 = new Kind("saturatedP50", "latency p50, saturated", "ms");
    private static final Kind SATURATED_P99 = new Kind("saturatedP99", "latency p99, saturated", "ms");
    private static final Kind CPU = new Kind("cpu", "processor time of the server a request, saturated", "µs");
    private static final Kind P50 = new Kind("p50", "latency p50, at the rate", "ms");
    private static final Kind P99 = new Kind("p99", "latency p99, at the rate", "ms");

    private static final double NANOS_OF_A_MICRO = 1000;
    private static final double ADDED_LIMIT = 1.3;
    private static final double THROUGHPUT_LIMIT = 0.7;

    private final Rounds rounds = new Rounds();
    private final Wrk wrk;
    private final Load load;

    /** @param perSecond of the rate that leaves room */
    public record Load(int connections, int perSecond, Duration length) {}

    public SmallRequests(Wrk wrk, Load load) {
        this.wrk = wrk;
        this.load = load;
    }

    /** Drives the contestant by each load without keeping what is found. */
    public void warmUp(Contestant contestant, Duration length) {
        paced(contestant, 0, length);
        wrk.run(contestant.smallCall(), length);
    }

    /** @param seed of the moments at which requests are due */
    public void measure(Contestant contestant, long seed) {
        Latencies latencies = paced(contestant, seed, load.length());
        rounds.add(P50, contestant.name(), latencies.medianMillis());
        rounds.add(P99, contestant.name(), latencies.p99Millis());
        saturate(contestant);
    }

    private Latencies paced(Contestant contestant, long seed, Duration length) {
        Arrivals arrivals = Arrivals.atRandom(seed, load.perSecond(), length);
        return new PacedCalls(contestant.smallCall(), load.connections()).run(arrivals);
    }

    private void saturate(Contestant contestant) {
        Optional<Duration> before = contestant.server().map(ServerProcess::cpu);
        Wrk.Result result = wrk.run(contestant.smallCall(), load.length());
        rounds.add(THROUGHPUT, contestant.name(), result.perSecond());
        rounds.add(SATURATED_P50, contestant.name(), result.medianMillis());
        rounds.add(SATURATED_P99, contestant.name(), result.p99Millis());
        contestant.server().ifPresent(server -> {
            Duration used = server.cpu().minus(before.orElseThrow());
            rounds.add(CPU, contestant.name(), used.toNanos() / NANOS_OF_A_MICRO / result.requests());
        });
    }

    public Table table() {
        return new Table(
                "Small requests",
                "%d B in, 1 KB out, HTTP/1.1, %d kept connections, %d s a contestant and round. Saturated: wrk, which sends the next request when the last is answered, so these latencies leave out what a stall would delay. At the rate: %,d a second at random moments, counted from when a request was due."
                        .formatted(
                                Contestant.BODY.length(),
                                load.connections(),
                                load.length().toSeconds(),
                                load.perSecond()),
                rounds.figures(Contestant.NAMES));
    }

    public List<Goal> goals() {
        Table table = table();
        Samples throughput = table.figure(THROUGHPUT.key())
                .of(Contestant.MODELSYNC)
                .with(table.figure(THROUGHPUT.key()).of(Contestant.NGINX), (ours, nginx) -> ours / nginx);
        Samples added =
                added(table, Contestant.MODELSYNC).with(added(table, Contestant.NGINX), (ours, nginx) -> ours / nginx);
        return List.of(
                new Goal(
                        "addedP50",
                        "added latency of a small request, p50 at the rate, to nginx's",
                        "×",
                        Bound.AT_MOST,
                        ADDED_LIMIT,
                        added),
                new Goal(
                        "throughput",
                        "throughput of small requests, to nginx's",
                        "×",
                        Bound.AT_LEAST,
                        THROUGHPUT_LIMIT,
                        throughput));
    }

    private static Samples added(Table table, String contestant) {
        return table.figure(P50.key())
                .of(contestant)
                .with(table.figure(P50.key()).of(Contestant.DIRECT), (through, direct) -> through - direct);
    }
}
