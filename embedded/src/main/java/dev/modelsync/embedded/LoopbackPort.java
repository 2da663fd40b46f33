package dev.modelsync.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Ports of loopback for servers that must know theirs before they bind. Between the answer and the
 * server's own bind another process may still come first; the server's start then fails.
 */
final class LoopbackPort {
    static final String HOST = "127.0.0.1";
    private static final int HIGHEST = 65_535;

    private LoopbackPort() {}

    /**
     * The given port when nothing listens on it, a free one for 0.
     *
     * @throws PortTakenException when something listens there
     */
    static int claim(String server, int port) {
        if (port < 0 || port > HIGHEST) {
            throw new IllegalArgumentException(
                    "port of %s is %d, allowed are 0 to %d".formatted(server, port, HIGHEST));
        }
        // Bound, but never listening: a process that is forked at this moment holds a copy of the socket for a
        // while, and a copy that listens would keep the very server from its port.
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new PortTakenException(server, port, taken);
        }
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(HOST, port);
    }
}
