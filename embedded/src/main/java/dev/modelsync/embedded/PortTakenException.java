package dev.modelsync.embedded;

import java.io.IOException;

/** A server was told to listen on a port of loopback on which something listens already. */
public final class PortTakenException extends RuntimeException {
    private final int port;

    PortTakenException(String server, int port, IOException cause) {
        super("%s cannot listen on port %d of 127.0.0.1: it is taken".formatted(server, port), cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
