package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.limit.ServiceLimits;
import dev.modelsync.proxy.routes.Routes;
import dev.modelsync.proxy.upstream.AwsSignature;
import dev.modelsync.proxy.upstream.UpstreamAddresses;
import dev.modelsync.proxy.upstream.UpstreamClient;
import dev.modelsync.proxy.upstream.UpstreamProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ForwardProperties.class)
class ForwardConfiguration {
    private static final int HEADER_BYTES = 64 * 1024;
    private static final int LINE_BYTES = 8 * 1024;
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final ForwardProperties forward;
    private final UpstreamProperties upstream;

    ForwardConfiguration(ForwardProperties forward, UpstreamProperties upstream) {
        this.forward = forward;
        this.upstream = upstream;
    }

    @Bean
    Traffic traffic(MeterRegistry registry) {
        return new Traffic(registry);
    }

    @Bean
    Lane.Limits limits() {
        return new Lane.Limits(
                new ServiceLimits(forward.concurrentRequests()),
                new HeldBodies(forward.heldBodies().toBytes()));
    }

    @Bean
    Lanes lanes(
            UpstreamAddresses addresses,
            X509TrustManager trusted,
            AwsSignature signature,
            Lane.Limits limits,
            Traffic traffic) {
        return vertx -> new Lane(
                new UpstreamClient(vertx, addresses, upstream, trusted, signature),
                limits,
                traffic,
                Watch.begun(vertx),
                new Lane.Bounds(
                        forward.requestBody().toBytes(),
                        upstream.firstByteTimeout(),
                        upstream.idleTimeout(),
                        forward.headTimeout()));
    }

    @Bean
    ProxyServer proxyServer(SslBundles bundles, Routes routes, Clusters clusters, Lanes lanes) {
        return new ProxyServer(
                options(bundles), forward.eventLoops(), vertx -> new Forwarder(routes, clusters, lanes.lane(vertx)));
    }

    /** Makes what the exchanges of one event loop share. */
    @FunctionalInterface
    interface Lanes {
        Lane lane(Vertx vertx);
    }

    private HttpServerOptions options(SslBundles bundles) {
        Duration longestSilence = upstream.firstByteTimeout().compareTo(upstream.idleTimeout()) > 0
                ? upstream.firstByteTimeout()
                : upstream.idleTimeout();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(forward.address())
                .setPort(forward.port())
                .setMaxInitialLineLength(LINE_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setHttp2ClearTextEnabled(forward.http2Cleartext())
                // A caller that waits for an answer is silent for as long as the provider may be.
                .setIdleTimeout(Math.toIntExact(longestSilence.plus(MARGIN).toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpNoDelay(true);
        if (forward.sslBundle() != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                    .setKeyCertOptions(KeyCertOptions.wrap(
                            bundles.getBundle(forward.sslBundle()).getManagers().getKeyManagerFactory()));
        }
        return options;
    }
}
