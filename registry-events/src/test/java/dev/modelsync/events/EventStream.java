package dev.modelsync.events;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Server-sent events, as a client reads them. */
public final class EventStream implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BufferedReader lines;

    private EventStream(BufferedReader lines) {
        this.lines = lines;
    }

    /** Returns when the answer has begun. */
    public static EventStream open(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new EventStream(new BufferedReader(new InputStreamReader(
                HTTP.send(request.build(), BodyHandlers.ofInputStream()).body(), UTF_8)));
    }

    /** The lines of the next event; comments are passed over. */
    public List<String> next() throws IOException {
        List<String> event = new ArrayList<>();
        while (event.isEmpty()) {
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (!line.startsWith(":")) {
                    event.add(line);
                }
            }
        }
        return event;
    }

    private String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException("The server has ended the stream");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
