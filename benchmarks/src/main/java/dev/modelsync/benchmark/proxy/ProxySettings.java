package dev.modelsync.benchmark.proxy;

import dev.modelsync.benchmark.request.SmallRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code ./modelsync benchmark proxy}. */
final class ProxySettings {
    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often everything is measured (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long each load of each contestant lasts in each round (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How long each contestant is driven before by each load, in seconds; 0 for not at all (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Small requests a second where they are paced (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "16",
            description = "Kept connections for small requests (${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--open-streams",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Streams that are open at once where memory is measured (${DEFAULT-VALUE})")
    private int openStreams;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the random moments at which requests are due (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--proxy-jar",
            paramLabel = "FILE",
            defaultValue = "inference-proxy/target/inference-proxy-0.1.0-exec.jar",
            description = "The proxy's executable jar (${DEFAULT-VALUE})")
    private Path proxyJar = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "benchmarks/target",
            description = "Where proxy.md and proxy.json go (${DEFAULT-VALUE})")
    private Path out = Path.of("");

    /** The first option whose value is of no use, told; empty when all are. */
    Optional<String> complaint() {
        if (rounds < 1 || seconds < 1 || rate < 1 || connections < 1 || openStreams < 1 || warmUp < 0) {
            return Optional.of(
                    "--rounds, --seconds, --rate, --connections and --open-streams are at least 1, --warm-up at least 0");
        }
        return proxyJar.toFile().isFile()
                ? Optional.empty()
                : Optional.of("--proxy-jar: there is no file " + proxyJar.toAbsolutePath()
                        + "; ./modelsync benchmark builds it, or ./mvnw package");
    }

    int rounds() {
        return rounds;
    }

    Duration length() {
        return Duration.ofSeconds(seconds);
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUp);
    }

    SmallRequests.Load requests() {
        return new SmallRequests.Load(connections, rate, length());
    }

    int connections() {
        return connections;
    }

    int openStreams() {
        return openStreams;
    }

    long seed() {
        return seed;
    }

    Path proxyJar() {
        return proxyJar;
    }

    Path out() {
        return out;
    }

    /** What does the same again. */
    String command() {
        return "./modelsync benchmark proxy --rounds %d --seconds %d --warm-up %d --rate %d --connections %d --open-streams %d --seed %d"
                .formatted(rounds, seconds, warmUp, rate, connections, openStreams, seed);
    }
}
