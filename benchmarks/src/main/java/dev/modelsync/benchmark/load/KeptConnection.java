package dev.modelsync.benchmark.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * One connection of HTTP/1.1 that carries one request after the other, with as little of its own as can be: an
 * answer's status is looked at, its body is read by its length and thrown away.
 */
final class KeptConnection implements AutoCloseable {
    private static final int SILENCE_LIMIT_MILLIS = 30_000;
    private static final int BUFFER = 16 * 1024;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] line = new byte[BUFFER];

    KeptConnection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_LIMIT_MILLIS);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /**
     * Sends the request and returns when the whole answer is there.
     *
     * @throws IOException when the answer is none, not a 200, or of unknown length
     */
    void exchange(byte[] request) throws IOException {
        out.write(request);
        String status = readLine();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("Answered with '" + status + "'");
        }
        in.skipNBytes(readLength());
    }

    private long readLength() throws IOException {
        long length = -1;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Long.parseLong(header.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("The answer has no Content-Length");
        }
        return length;
    }

    private String readLine() throws IOException {
        int length = 0;
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || length == line.length) {
                throw new IOException("The answer ended, or has a line of more than " + line.length + " bytes");
            }
            line[length++] = (byte) read;
        }
        return new String(line, 0, Math.max(0, length - 1), US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
