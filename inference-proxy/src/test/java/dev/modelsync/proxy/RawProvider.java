package dev.modelsync.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A provider that does byte for byte what a test says, a connection at a time, and sees when it is left. */
public final class RawProvider implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Script script;

    /** What is done with a connection; it is closed at the end. */
    @FunctionalInterface
    public interface Script {
        void play(Connection connection) throws Exception;
    }

    public RawProvider(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        threads.submit(this::accept);
    }

    /** Answers every request of every connection with this. */
    public static RawProvider answering(String answer) {
        return new RawProvider(connection -> {
            while (!connection.readRequest().isEmpty()) {
                connection.write(answer);
            }
        });
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public List<Connection> connections() {
        return connections;
    }

    /** All requests, as they came. */
    public List<String> requests() {
        return connections.stream()
                .flatMap(connection -> connection.requests.stream())
                .toList();
    }

    private Void accept() throws IOException {
        while (!server.isClosed()) {
            Connection connection = new Connection(server.accept());
            connections.add(connection);
            threads.submit(() -> {
                try (connection.socket) {
                    script.play(connection);
                }
                return null;
            });
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.socket.close();
        }
    }

    /** One connection of the proxy. */
    public static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Long> left = new CompletableFuture<>();

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** Head and body of the next request, empty when there is none. */
        public String readRequest() throws IOException {
            String head = readHead();
            if (head.isEmpty()) {
                return "";
            }
            String lower = head.toLowerCase(Locale.ROOT);
            String request = head;
            if (lower.contains("transfer-encoding: chunked")) {
                request += readUntil("0\r\n\r\n");
            } else if (lower.contains("content-length: ")) {
                int at = lower.indexOf("content-length: ") + "content-length: ".length();
                int length = Integer.parseInt(lower.substring(at, lower.indexOf("\r\n", at)));
                request += new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
            requests.add(request);
            return request;
        }

        public String readHead() throws IOException {
            return readUntil("\r\n\r\n");
        }

        public InputStream in() {
            return in;
        }

        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** One chunk of a chunked body. */
        public void chunk(String text) throws IOException {
            write(Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n");
        }

        /** Waits until the proxy closes the connection, and notes when that was. */
        public void awaitLeft() {
            try {
                while (in.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                // A reset is a close, too.
            }
            left.complete(System.nanoTime());
        }

        /** The {@link System#nanoTime} at which the proxy left. */
        public long left(Duration limit) throws Exception {
            return left.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        private String readUntil(String end) throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            while (!read.toString(StandardCharsets.UTF_8).endsWith(end)) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                read.write(next);
            }
            return read.toString(StandardCharsets.UTF_8);
        }
    }
}
