package dev.modelsync.events.probe;

import dev.modelsync.events.probe.Reply.Unanswered;
import dev.modelsync.provider.address.AddressRefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;

/** Why a request was not answered, by the type of what was thrown; messages are not taken over. */
final class Failures {
    private Failures() {}

    static Unanswered of(IOException e) {
        if (e instanceof AddressRefusedException) {
            return new Unanswered(ProbeCause.ADDRESS_REFUSED, "an address that the name resolves to is not public");
        }
        if (e instanceof UnknownHostException) {
            return new Unanswered(ProbeCause.UNREACHABLE, "the name does not resolve");
        }
        if (e instanceof ConnectTimeoutException || e instanceof ConnectException) {
            return new Unanswered(ProbeCause.UNREACHABLE, "the port takes no connection");
        }
        if (e instanceof SocketTimeoutException) {
            return new Unanswered(ProbeCause.TIMED_OUT, "no answer in time");
        }
        if (e instanceof SSLException && !isCutOff(e)) {
            return new Unanswered(ProbeCause.TLS, "the TLS handshake failed");
        }
        if (e instanceof ClientProtocolException || e instanceof MalformedChunkCodingException) {
            return new Unanswered(ProbeCause.UNEXPECTED_ANSWER, "the answer is not proper HTTP");
        }
        return new Unanswered(ProbeCause.UNREACHABLE, "the connection was broken off without an answer in HTTP");
    }

    private static boolean isCutOff(IOException e) {
        return e.getCause() instanceof EOFException
                || e.getCause() instanceof SocketException
                || e.getCause() instanceof ConnectionClosedException;
    }
}
