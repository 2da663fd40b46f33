package dev.modelsync.proxy.upstream;

import dev.modelsync.provider.address.AddressRefusedException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a provider did not answer. */
public enum UpstreamFailure {
    ADDRESS_REFUSED,
    NAME_NOT_FOUND,
    UNREACHABLE,
    CONNECT_TIMEOUT,
    TLS_FAILED,
    CLOSED,
    PROTOCOL_ERROR;

    /** By the type of what was thrown; messages are not looked at, they may quote what was sent. */
    public static UpstreamFailure of(Throwable failure) {
        if (failure instanceof AddressRefusedException) {
            return ADDRESS_REFUSED;
        }
        if (failure instanceof UnknownHostException) {
            return NAME_NOT_FOUND;
        }
        if (failure instanceof ConnectTimeoutException || failure instanceof TimeoutException) {
            return CONNECT_TIMEOUT;
        }
        if (failure instanceof SSLException) {
            return failure.getCause() instanceof SslHandshakeTimeoutException ? CONNECT_TIMEOUT : TLS_FAILED;
        }
        return ofConnection(failure);
    }

    private static UpstreamFailure ofConnection(Throwable failure) {
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return UNREACHABLE;
        }
        return failure instanceof HttpClosedException || failure instanceof SocketException ? CLOSED : PROTOCOL_ERROR;
    }

    /** Whether another address of the same host may do better. */
    boolean isOfTheAddress() {
        return this == UNREACHABLE || this == CONNECT_TIMEOUT;
    }
}
