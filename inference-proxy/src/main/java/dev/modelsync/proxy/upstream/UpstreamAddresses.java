package dev.modelsync.proxy.upstream;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.modelsync.provider.address.HostAddress;
import dev.modelsync.provider.address.OutboundAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The checked addresses of providers, without making an event loop wait for DNS: names are resolved on threads of
 * their own and kept for a short time; names in use are looked up again before that is over. A failure is kept for
 * a moment only.
 */
public final class UpstreamAddresses implements AutoCloseable {
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration REFRESHED = Duration.ofSeconds(10);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(1);
    private static final int MOST_HOSTS = 10_000;
    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, UpstreamAddresses::daemon);
    private final AsyncLoadingCache<HostAddress, Resolved> cache;

    UpstreamAddresses(OutboundAddresses addresses) {
        cache = Caffeine.newBuilder()
                // Housekeeping is brief; to hand it to a thread would wake one for every few requests.
                .executor(Runnable::run)
                .maximumSize(MOST_HOSTS)
                .expireAfter(Expiry.<HostAddress, Resolved>writing((host, found) -> found.kept()))
                .refreshAfterWrite(REFRESHED)
                .buildAsync(
                        (host, housekeeping) -> CompletableFuture.supplyAsync(() -> resolve(addresses, host), threads));
    }

    /**
     * What came of resolving a host.
     *
     * @param addresses at least one, unless there is a failure
     * @param failure as {@link OutboundAddresses#resolve} fails
     */
    record Resolved(List<InetAddress> addresses, @Nullable UnknownHostException failure) {
        private Duration kept() {
            return failure == null ? KEPT : FAILURE_KEPT;
        }
    }

    CompletableFuture<Resolved> of(HostAddress host) {
        return cache.get(host);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Resolved resolve(OutboundAddresses addresses, HostAddress host) {
        try {
            return new Resolved(addresses.resolve(host), null);
        } catch (UnknownHostException e) {
            return new Resolved(List.of(), e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "upstream-dns");
        thread.setDaemon(true);
        return thread;
    }
}
