package dev.modelsync.proxy.upstream;

import dev.modelsync.provider.address.Endpoint;
import dev.modelsync.provider.auth.ProviderAuth.AwsKeys;
import dev.modelsync.proxy.routes.Route;
import dev.modelsync.proxy.upstream.UpstreamAddresses.Resolved;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.X509TrustManager;

/**
 * Opens requests to providers, over kept connections where there are any. For one event loop. Connects to exactly
 * the addresses that were checked; the name goes into the Host header and is what a certificate is held against.
 * HTTP/2 where TLS agrees on it, HTTP/1.1 otherwise. Follows no redirect and uses no proxy.
 */
public final class UpstreamClient {
    /** Below what servers usually keep, so that few requests meet a connection that is being closed. */
    private static final int KEPT_SECONDS = 20;

    private static final int MOST_CONNECTIONS = 10_000;
    private static final int MOST_HTTP2_CONNECTIONS = 8;
    private static final int HEADER_BYTES = 64 * 1024;
    private static final List<HttpVersion> BOTH = List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1);

    private final Vertx vertx;
    private final AwsSignature signature;
    private final UpstreamAddresses addresses;
    private final HttpClient client;
    private final ClientSSLOptions verifying;
    private final ClientSSLOptions insecure;

    public UpstreamClient(
            Vertx vertx,
            UpstreamAddresses addresses,
            UpstreamProperties properties,
            X509TrustManager trusted,
            AwsSignature signature) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.signature = signature;
        this.verifying =
                tls(properties).setTrustOptions(TrustOptions.wrap(trusted)).setHostnameVerificationAlgorithm("HTTPS");
        this.insecure = tls(properties).setTrustAll(true).setHostnameVerificationAlgorithm("");
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(properties.connectTimeout().toMillis()))
                .setKeepAliveTimeout(KEPT_SECONDS)
                .setHttp2KeepAliveTimeout(KEPT_SECONDS)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(HEADER_BYTES)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setAlpnVersions(BOTH)
                .setHttp2ClearTextUpgrade(false)
                .setTcpNoDelay(true);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setHttp2MaxSize(MOST_HTTP2_CONNECTIONS);
        this.client = vertx.httpClientBuilder().with(options).with(pool).build();
    }

    private static ClientSSLOptions tls(UpstreamProperties properties) {
        return new ClientSSLOptions()
                .setSslHandshakeTimeout(properties.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setUseAlpn(true)
                .setApplicationLayerProtocols(
                        BOTH.stream().map(HttpVersion::alpnName).toList());
    }

    /**
     * A request whose head has not been sent. Fails with what {@link UpstreamFailure#of} understands.
     *
     * @param target path and query
     */
    public Future<HttpClientRequest> open(Route route, HttpMethod method, String target) {
        Endpoint endpoint = route.endpoint();
        boolean tls = endpoint.scheme().equals("https");
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(endpoint.host().text())
                .setPort(endpoint.port())
                .setURI(target)
                .setSsl(tls)
                .setFollowRedirects(false);
        if (tls) {
            options.setSslOptions(route.allowInsecure() ? insecure : verifying);
        } else {
            options.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        CompletableFuture<Resolved> known = addresses.of(endpoint.host());
        if (known.isDone() && !known.isCompletedExceptionally()) {
            return open(options, endpoint.port(), known.join());
        }
        return Future.fromCompletionStage(known, vertx.getOrCreateContext())
                .compose(resolved -> open(options, endpoint.port(), resolved));
    }

    private Future<HttpClientRequest> open(RequestOptions options, int port, Resolved resolved) {
        return resolved.failure() == null
                ? open(options, port, resolved.addresses(), 0)
                : Future.failedFuture(resolved.failure());
    }

    private Future<HttpClientRequest> open(RequestOptions options, int port, List<InetAddress> addresses, int index) {
        options.setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(addresses.get(index), port)));
        Future<HttpClientRequest> opened = client.request(options);
        if (index + 1 == addresses.size()) {
            return opened;
        }
        return opened.recover(failure -> UpstreamFailure.of(failure).isOfTheAddress()
                ? open(options, port, addresses, index + 1)
                : Future.failedFuture(failure));
    }

    /**
     * As {@link AwsSignature#headers}, on a thread that may take its time.
     *
     * @param body is read on that thread
     */
    public Future<Optional<Map<String, List<String>>>> signature(
            AwsKeys keys, String method, URI uri, Supplier<InputStream> body) {
        return vertx.executeBlocking(() -> signature.headers(keys, method, uri, body), false);
    }
}
