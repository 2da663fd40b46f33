package dev.modelsync.proxy.upstream;

import dev.modelsync.provider.address.Endpoint;
import dev.modelsync.provider.address.OutboundAddresses;
import dev.modelsync.provider.address.OutboundAddresses.Lookup;
import dev.modelsync.provider.address.OutboundPolicy;
import dev.modelsync.provider.auth.ProviderAuth;
import dev.modelsync.proxy.RawProvider;
import dev.modelsync.proxy.routes.ModelPaths;
import dev.modelsync.proxy.routes.Route;
import dev.modelsync.proxy.routes.ServiceId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UpstreamClientTest {
    private static final UpstreamProperties PROPERTIES = new UpstreamProperties(
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5), List.of(), null);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void shouldConnectToTheAddressThatWasCheckedUnderTheNameThatWasGiven() throws Exception {
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            // A name that only this lookup knows: were it looked up once more, there would be no connection.
            UpstreamClient client = client(name -> loopback(), List.of("127.0.0.1"));

            assertThat(ask(client, provider, "only.here.invalid").statusCode()).isEqualTo(200);
            assertThat(provider.requests().get(0).toLowerCase(java.util.Locale.ROOT))
                    .contains("host: only.here.invalid:");
        }
    }

    @Test
    void shouldRefuseANameThatLeadsToAnAddressThatIsNotPermitted() throws Exception {
        try (RawProvider provider = RawProvider.answering("")) {
            UpstreamClient client = client(name -> loopback(), List.of());

            assertThatThrownBy(() -> ask(client, provider, "rebound.example.com"))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .satisfies(
                            cause -> assertThat(UpstreamFailure.of(cause)).isEqualTo(UpstreamFailure.ADDRESS_REFUSED));
            assertThat(provider.connections()).isEmpty();
        }
    }

    @Test
    void shouldTryTheNextAddressWhenOneTakesNoConnection() throws Exception {
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            InetAddress nobody = InetAddress.getByName("127.0.0.9");
            UpstreamClient client = client(name -> new InetAddress[] {nobody, loopback()[0]}, List.of("127.0.0.0/8"));

            assertThat(ask(client, provider, "two.example.com").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldKeepConnectionsAndAddresses() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            UpstreamClient client = client(
                    name -> {
                        lookups.incrementAndGet();
                        return loopback();
                    },
                    List.of("127.0.0.1"));
            for (int i = 0; i < 5; i++) {
                assertThat(ask(client, provider, "kept.example.com").statusCode())
                        .isEqualTo(200);
            }

            assertThat(provider.requests()).hasSize(5);
            assertThat(provider.connections()).hasSize(1);
            assertThat(lookups).hasValue(1);
        }
    }

    private UpstreamClient client(Lookup lookup, List<String> allow) {
        OutboundPolicy policy = new OutboundPolicy(allow, List.of(), List.of());
        return new UpstreamClient(
                vertx,
                new UpstreamAddresses(new OutboundAddresses(lookup, policy)),
                PROPERTIES,
                TrustedCertificates.with(List.of()),
                new AwsSignature(Clock.systemUTC(), null));
    }

    @Test
    void shouldSignWhereItHoldsNoOtherRequestUp() throws Exception {
        UpstreamClient client = client(host -> loopback(), List.of());
        Queue<Boolean> onEventLoop = new ConcurrentLinkedQueue<>();
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        vertx.runOnContext(begin -> client.signature(
                        new ProviderAuth.AwsKeys("AKID", "secret"),
                        "POST",
                        URI.create("https://bedrock-runtime.eu-west-1.amazonaws.com/model/x/invoke"),
                        () -> {
                            onEventLoop.add(Context.isOnEventLoopThread());
                            return new ByteArrayInputStream(new byte[100]);
                        })
                .onComplete(
                        signed -> answered.complete(signed.isPresent() && Context.isOnEventLoopThread()),
                        answered::completeExceptionally));

        assertThat(answered.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(onEventLoop).isNotEmpty().containsOnly(false);
    }

    private static HttpClientResponse ask(UpstreamClient client, RawProvider provider, String host) throws Exception {
        String port = provider.url().substring(provider.url().lastIndexOf(':'));
        Route route = new Route(
                new ServiceId("demo", "x"),
                "uid",
                1,
                Endpoint.parse("http://" + host + port),
                false,
                null,
                new ProviderAuth.Headers(Map.of(), Map.of(), null),
                ModelPaths.NONE);
        return client.open(route, HttpMethod.GET, "/v1/x")
                .compose(request -> request.send())
                .compose(answer -> answer.body().map(body -> answer))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static InetAddress[] loopback() throws java.net.UnknownHostException {
        return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
    }
}
