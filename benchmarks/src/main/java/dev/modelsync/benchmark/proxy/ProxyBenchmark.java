package dev.modelsync.benchmark.proxy;

import dev.modelsync.benchmark.contestant.Contestant;
import dev.modelsync.benchmark.contestant.Contestants;
import dev.modelsync.benchmark.load.Wrk;
import dev.modelsync.benchmark.process.OtherLoad;
import dev.modelsync.benchmark.report.Report;
import dev.modelsync.benchmark.request.SmallRequests;
import dev.modelsync.benchmark.stream.OpenStreams;
import dev.modelsync.benchmark.stream.StreamedAnswers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The inference proxy beside nginx and beside no proxy at all: one after the other in each round, in turned order
 * in every other one, with the same providers behind them, on the same machine.
 */
final class ProxyBenchmark {
    private final ProxySettings settings;
    private final Path folder;
    private final Clock clock;
    private final Consumer<String> progress;

    /** @param folder for the servers' files, of this run only */
    ProxyBenchmark(ProxySettings settings, Path folder, Clock clock, Consumer<String> progress) {
        this.settings = settings;
        this.folder = folder;
        this.clock = clock;
        this.progress = progress;
    }

    Report run() {
        Instant at = clock.instant();
        String before = OtherLoad.averages();
        OtherLoad others = new OtherLoad();
        try (RunningProviders running = RunningProviders.start(folder);
                Contestants contestants = Contestants.prepare(folder, settings.proxyJar(), running.providers(), clock);
                StreamedAnswers streamed = new StreamedAnswers(running.providers().stream(), settings.length())) {
            OpenStreams open = openStreams(contestants);
            SmallRequests requests = new SmallRequests(new Wrk(folder, settings.connections()), settings.requests());
            drive(contestants, requests, streamed);
            Map<String, String> surroundings = new LinkedHashMap<>(Surroundings.found());
            surroundings.put("load averages", before + " before, " + OtherLoad.averages() + " after");
            surroundings.put("used by others meanwhile", "%.2f processors on average".formatted(others.processors()));
            return new Report(
                    "The inference proxy beside nginx",
                    at,
                    settings.command(),
                    surroundings,
                    List.of(requests.table(), streamed.table(), open.table()),
                    Stream.concat(requests.goals().stream(), streamed.goals().stream())
                            .toList());
        }
    }

    private OpenStreams openStreams(Contestants contestants) {
        OpenStreams open = new OpenStreams(settings.openStreams());
        for (int round = 1; round <= settings.rounds(); round++) {
            progress.accept("open streams, round " + round + " of " + settings.rounds());
            try (Contestant nginx = contestants.startNginx()) {
                open.measure(nginx);
            }
            try (Contestant proxy = contestants.startInferenceProxy()) {
                open.measure(proxy);
            }
        }
        return open;
    }

    private void drive(Contestants contestants, SmallRequests requests, StreamedAnswers streamed) {
        try (Contestant direct = contestants.direct();
                Contestant nginx = contestants.startNginx();
                Contestant proxy = contestants.startInferenceProxy()) {
            List<Contestant> order = new ArrayList<>(List.of(direct, nginx, proxy));
            if (!settings.warmUp().isZero()) {
                progress.accept("warm-up");
                order.forEach(contestant -> {
                    requests.warmUp(contestant, settings.warmUp());
                    streamed.warmUp(contestant, settings.warmUp());
                });
            }
            for (int round = 1; round <= settings.rounds(); round++) {
                progress.accept("requests and streams, round " + round + " of " + settings.rounds());
                for (Contestant contestant : order) {
                    requests.measure(contestant, settings.seed() + round);
                    streamed.measure(contestant, settings.seed() + round);
                }
                Collections.reverse(order);
            }
        }
    }
}
