package dev.modelsync.benchmark.contestant;

import dev.modelsync.benchmark.load.HttpCall;
import dev.modelsync.benchmark.process.ServerProcess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to the providers of the benchmark. Closing it ends its server.
 *
 * @param small where small requests are answered
 * @param streams where streams are to be had, to be used in turn
 * @param token what a caller shows
 * @param running null where nothing is between caller and provider
 */
public record Contestant(
        String name,
        URI small,
        List<URI> streams,
        String token,
        @Nullable ServerProcess running) implements AutoCloseable {
    public static final String DIRECT = "direct";
    public static final String NGINX = "nginx";
    public static final String MODELSYNC = "modelsync";
    /** In the order of the tables. */
    public static final List<String> NAMES = List.of(DIRECT, NGINX, MODELSYNC);

    /** About as long as the question that a pipeline's step asks. */
    public static final String BODY =
            "{\"model\": \"text-embedding-3-small\", \"input\": \"" + "word ".repeat(396) + "\"}";

    public Contestant {
        streams = List.copyOf(streams);
    }

    public HttpCall smallCall() {
        return new HttpCall(small, headers(), BODY);
    }

    public Map<String, String> headers() {
        return Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    public Optional<ServerProcess> server() {
        return Optional.ofNullable(running);
    }

    @Override
    public void close() {
        server().ifPresent(ServerProcess::close);
    }
}
