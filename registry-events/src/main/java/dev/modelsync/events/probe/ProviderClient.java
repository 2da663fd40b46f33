package dev.modelsync.events.probe;

import dev.modelsync.events.probe.Reply.Answered;
import dev.modelsync.events.probe.Reply.Unanswered;
import dev.modelsync.provider.address.OutboundAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to addresses that somebody else has chosen, and trusts none of the answers: addresses
 * are checked when connecting, redirects and cookies are ignored, a limited part of the body is read,
 * and each request ends after the timeout, however slowly an answer comes in. Thread-safe.
 */
final class ProviderClient implements AutoCloseable {
    static final int LONGEST = 2 * 1024 * 1024;

    private final CloseableHttpClient verifying;
    private final CloseableHttpClient trusting;
    private final Duration timeout;
    private volatile boolean closed;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "probe-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    ProviderClient(OutboundAddresses addresses, Duration timeout) {
        this.timeout = timeout;
        verifying = client(addresses, DefaultClientTlsStrategy.createDefault());
        trusting = client(addresses, trustAll());
    }

    /** @param verified whether the certificate of the host has to be good */
    Reply get(URI address, Map<String, String> headers, boolean verified) {
        HttpGet request = new HttpGet(address);
        request.setHeader("Accept", "application/json");
        headers.forEach(request::setHeader);
        try {
            return get(request, verified ? verifying : trusting);
        } catch (IllegalStateException | RejectedExecutionException e) {
            if (!closed) {
                throw e;
            }
            return new Unanswered(ProbeCause.UNREACHABLE, "the process ends");
        }
    }

    private Reply get(HttpGet request, CloseableHttpClient client) {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            return answered(request, response);
        } catch (IOException e) {
            return late.get() ? timedOut() : Failures.of(e);
        } catch (IllegalStateException e) {
            // The client says it so when it is cancelled after it has a connection and before it uses it.
            if (late.get()) {
                return timedOut();
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private Unanswered timedOut() {
        return new Unanswered(ProbeCause.TIMED_OUT, "no answer within " + timeout.toMillis() + " ms");
    }

    private static Answered answered(HttpGet request, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Answered(response.getCode(), new byte[0], true);
        }
        try (InputStream content = entity.getContent()) {
            byte[] body = content.readNBytes(LONGEST);
            boolean whole = body.length < LONGEST || content.read() < 0;
            if (!whole) {
                // Closing alone would read it to its end first.
                request.cancel();
            }
            return new Answered(response.getCode(), body, whole);
        }
    }

    private CloseableHttpClient client(OutboundAddresses addresses, TlsSocketStrategy tls) {
        Timeout longest = Timeout.of(timeout);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedAddresses(addresses))
                        .setTlsSocketStrategy(tls)
                        .setMaxConnPerRoute(Integer.MAX_VALUE)
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(longest)
                                .setSocketTimeout(longest)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(longest)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                // Each probe connects anew, so that each one checks the address and shows the present.
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("modelsync")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static TlsSocketStrategy trustAll() {
        try {
            return new DefaultClientTlsStrategy(
                    SSLContexts.custom()
                            .loadTrustMaterial(TrustAllStrategy.INSTANCE)
                            .build(),
                    HostnameVerificationPolicy.CLIENT,
                    NoopHostnameVerifier.INSTANCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow();
        verifying.close(CloseMode.IMMEDIATE);
        trusting.close(CloseMode.IMMEDIATE);
    }
}
