package dev.modelsync.proxy.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class UpstreamFailureTest {
    @ParameterizedTest
    @MethodSource("failures")
    void shouldNameTheFailureByItsType(Throwable thrown, UpstreamFailure failure) {
        assertThat(UpstreamFailure.of(thrown)).isEqualTo(failure);
    }

    static Stream<Arguments> failures() {
        SSLHandshakeException late = new SSLHandshakeException("late");
        late.initCause(new SslHandshakeTimeoutException("late"));
        return Stream.of(
                arguments(new UnknownHostException("x"), UpstreamFailure.NAME_NOT_FOUND),
                arguments(new ConnectException("refused"), UpstreamFailure.UNREACHABLE),
                arguments(new NoRouteToHostException("none"), UpstreamFailure.UNREACHABLE),
                arguments(new ConnectTimeoutException("late"), UpstreamFailure.CONNECT_TIMEOUT),
                arguments(late, UpstreamFailure.CONNECT_TIMEOUT),
                arguments(new SSLException("bad certificate"), UpstreamFailure.TLS_FAILED),
                arguments(new HttpClosedException("closed"), UpstreamFailure.CLOSED),
                arguments(new SocketException("Connection reset"), UpstreamFailure.CLOSED),
                arguments(new IllegalArgumentException("no HTTP"), UpstreamFailure.PROTOCOL_ERROR));
    }
}
