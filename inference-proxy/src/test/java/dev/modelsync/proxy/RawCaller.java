package dev.modelsync.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A caller that writes byte for byte what a test says, and may leave at any time. */
public final class RawCaller implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Socket socket;

    public RawCaller(TestProxy proxy) throws IOException {
        socket = new Socket("127.0.0.1", proxy.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
    }

    public RawCaller write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A request with a token and a body of a stated length. */
    public RawCaller post(String path, String token, String body) throws IOException {
        return write("POST " + path + " HTTP/1.1\r\nHost: proxy\r\nAuthorization: Bearer " + token
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** Everything up to and with this text. */
    public String readUntil(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).contains(end)) {
            int next = in().read();
            if (next < 0) {
                throw new IOException("closed after: " + read.toString(StandardCharsets.UTF_8));
            }
            read.write(next);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Everything until the proxy closes the connection. */
    public String readAll() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            in().transferTo(read);
        } catch (java.net.SocketException e) {
            // Reset: what came before counts.
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Whether the proxy closes the connection within this time, without another word. */
    public boolean isHungUpWithin(Duration time) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        try {
            return in().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    /** Leaves at once, as a process that was killed does. */
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
