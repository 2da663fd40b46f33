package dev.modelsync.benchmark.contestant;

import dev.modelsync.benchmark.process.FreePort;
import dev.modelsync.benchmark.process.NginxServer;
import dev.modelsync.benchmark.process.ServerProcess;
import dev.modelsync.embedded.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Starts contestants, as often as is asked for, each on ports and in processes of its own. */
public final class Contestants implements AutoCloseable {
    /** Options of the proxy's Java: those of its image, but for the size of the heap, which there is a container's. */
    public static final List<String> JAVA_OPTIONS = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
    /** The streams are shared out among so many services, since each has a limit of requests under way. */
    public static final int STREAM_SERVICES = 8;

    static final String SMALL_PATH = "/v1/embeddings";
    static final String STREAM_PATH = "/v1/chat/completions";
    private static final String TOKEN = "msc_of-the-cluster-of-the-benchmark";

    private final Path folder;
    private final Path proxyJar;
    private final Providers providers;
    private final ServerProcess kafka;
    private final Announcements announcements;
    private int started;

    private Contestants(
            Path folder, Path proxyJar, Providers providers, ServerProcess kafka, Announcements announcements) {
        this.folder = folder;
        this.proxyJar = proxyJar;
        this.providers = providers;
        this.kafka = kafka;
        this.announcements = announcements;
    }

    /** With a broker that holds what Hybrid Manager would have announced. */
    public static Contestants prepare(Path folder, Path proxyJar, Providers providers, Clock clock) {
        ServerProcess kafka = ServerProcess.startMain(
                "kafka", folder, KafkaBroker.class, folder.resolve("kafka").toString());
        try {
            Announcements announcements =
                    new Announcements(kafka.awaitReadyLine(), folder.resolve("secrets"), clock.instant());
            announcements.createTopics();
            announcements.announce(TOKEN, providers.key(), endpoints(providers));
            return new Contestants(folder, proxyJar, providers, kafka, announcements);
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static Map<String, URI> endpoints(Providers providers) {
        Map<String, URI> endpoints = new TreeMap<>(Map.of("small", providers.small()));
        streamServices().forEach(name -> endpoints.put(name, providers.stream()));
        return endpoints;
    }

    private static List<String> streamServices() {
        return IntStream.rangeClosed(1, STREAM_SERVICES)
                .mapToObj(number -> "stream-" + number)
                .toList();
    }

    /** No server between. */
    public Contestant direct() {
        return new Contestant(
                Contestant.DIRECT,
                providers.small().resolve(SMALL_PATH),
                List.of(providers.stream().resolve(STREAM_PATH)),
                providers.key(),
                null);
    }

    /** nginx, which checks the token and adds the key, as many workers as processors. */
    public Contestant startNginx() {
        int port = FreePort.find();
        URI at = URI.create("http://127.0.0.1:" + port);
        ServerProcess nginx = NginxServer.start(
                nextName("nginx"),
                folder,
                port,
                Runtime.getRuntime().availableProcessors(),
                NginxProxy.configuration(port, TOKEN, providers));
        return new Contestant(Contestant.NGINX, at.resolve(SMALL_PATH), List.of(at.resolve(STREAM_PATH)), TOKEN, nginx);
    }

    /** The inference proxy from its executable jar, ready, with its routes. */
    public Contestant startInferenceProxy() {
        int port = FreePort.find();
        int adminPort = FreePort.find();
        Map<String, String> environment = new HashMap<>(announcements.environment());
        environment.put("MODELSYNC_PROXY_PORT", Integer.toString(port));
        environment.put("SERVER_PORT", Integer.toString(adminPort));
        environment.put("MODELSYNC_OUTBOUND_ALLOW", "127.0.0.1");
        String name = nextName("inference-proxy");
        ServerProcess proxy = ServerProcess.start(
                name,
                home(name),
                environment,
                JavaCommand.ofJar(proxyJar.toAbsolutePath())
                        .options(JAVA_OPTIONS.toArray(String[]::new))
                        .line());
        proxy.await(() -> Health.isReady(adminPort));
        return new Contestant(
                Contestant.MODELSYNC,
                URI.create("http://127.0.0.1:" + port + Announcements.path("small") + SMALL_PATH),
                streamServices().stream()
                        .map(service ->
                                URI.create("http://127.0.0.1:" + port + Announcements.path(service) + STREAM_PATH))
                        .toList(),
                TOKEN,
                proxy);
    }

    private String nextName(String server) {
        started++;
        return server + "-" + started;
    }

    private Path home(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Folder for " + name + " cannot be made", e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
