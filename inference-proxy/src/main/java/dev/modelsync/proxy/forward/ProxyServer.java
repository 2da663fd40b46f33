package dev.modelsync.proxy.forward;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;

/**
 * Listens for requests on as many event loops as there are processors; each has its own server socket queue and its
 * own connections to providers, so that a request and its answer stay on one thread. Stops by taking no more
 * requests and giving those under way some time.
 */
public final class ProxyServer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ProxyServer.class);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration LIMIT = GRACE.plusSeconds(10);

    private final HttpServerOptions options;
    private final int eventLoops;
    private final Laying laying;
    private final AtomicInteger port = new AtomicInteger();
    private @Nullable Vertx vertx;

    /** Makes what handles the requests of one event loop. */
    @FunctionalInterface
    interface Laying {
        Forwarder lay(Vertx vertx);
    }

    ProxyServer(HttpServerOptions options, int eventLoops, Laying laying) {
        this.options = options;
        this.eventLoops = eventLoops;
        this.laying = laying;
    }

    /** Where it listens, once it is started. */
    public int port() {
        return port.get();
    }

    @Override
    public void start() {
        Vertx started = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        vertx = started;
        await(started.deployVerticle(LaneVerticle::new, new DeploymentOptions().setInstances(eventLoops))
                .recover(this::named));
        log.info("Listening on {}:{}, {} event loops", options.getHost(), port(), eventLoops);
    }

    @Override
    public void stop() {
        Vertx started = vertx;
        if (started != null) {
            vertx = null;
            await(started.close());
        }
    }

    @Override
    public boolean isRunning() {
        return vertx != null;
    }

    /** Spring Boot tells which port it is without a stack trace, if it is told by this exception. */
    private <T> Future<T> named(Throwable failure) {
        if (failure instanceof BindException taken) {
            PortInUseException.throwIfPortBindingException(taken, options::getPort);
        }
        return Future.failedFuture(failure);
    }

    private static void await(Future<?> future) {
        try {
            future.await(LIMIT);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The server has not come to an end of it within " + LIMIT, e);
        }
    }

    /** One event loop's part of the server. */
    private final class LaneVerticle extends VerticleBase {
        private @Nullable HttpServer server;

        @Override
        public Future<?> start() {
            Forwarder forwarder = laying.lay(vertx);
            HttpServer starting = vertx.createHttpServer(options)
                    .connectionHandler(forwarder::connected)
                    .requestHandler(forwarder)
                    .invalidRequestHandler(forwarder::unreadable);
            server = starting;
            return starting.listen(address()).onSuccess(listening -> port.set(listening.actualPort()));
        }

        /** One port for all event loops, also where any will do. */
        private SocketAddress address() {
            return options.getPort() == 0
                    ? SocketAddress.sharedRandomPort(1, options.getHost())
                    : SocketAddress.inetSocketAddress(options.getPort(), options.getHost());
        }

        @Override
        public Future<?> stop() {
            return server == null ? Future.succeededFuture() : server.shutdown(GRACE);
        }
    }
}
