package dev.modelsync.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says why no answer came, and what to do about it. */
final class Unanswered {
    private static final String WHERE = "--url or MODELSYNC_URL says where Hybrid Manager is";
    private static final String TRUST =
            "--ca-file or MODELSYNC_CA_FILE names the certificates that are trusted, and --url has to be as in the certificate";

    private Unanswered() {}

    static NoAnswerException because(Server server, Call call, IOException cause) {
        return new NoAnswerException(message(server, call, cause), cause);
    }

    /** What answers is no Hybrid Manager. */
    static NoAnswerException foreign(Server server, Call call, int status, Exception cause) {
        return new NoAnswerException(
                server + " answers " + call.shown() + " with " + status
                        + " and something that is not JSON, so it is no Hybrid Manager; " + WHERE,
                cause);
    }

    private static String message(Server server, Call call, IOException cause) {
        if (has(cause, SSLException.class)) {
            return "No trusted connection to " + server + ": " + cause.getMessage() + "; " + TRUST;
        }
        if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
            return "There is no host " + server.url().getHost() + "; " + WHERE;
        }
        if (has(cause, HttpConnectTimeoutException.class) || has(cause, ConnectException.class)) {
            return "Hybrid Manager cannot be reached at " + server + "; " + WHERE;
        }
        String unknown = call.method().equals("GET") ? "" : "; whether the change was made is unknown until you look";
        if (has(cause, HttpTimeoutException.class)) {
            return server + " did not answer " + call.shown() + " within "
                    + call.patience().toSeconds() + " s" + unknown;
        }
        return "The connection to " + server + " broke off during " + call.shown() + unknown;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(kind::isInstance);
    }
}
