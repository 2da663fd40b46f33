package dev.modelsync.benchmark.load;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A POST that is made again and again.
 *
 * @param headers besides those of the body
 * @param body in ASCII
 */
public record HttpCall(URI uri, Map<String, String> headers, String body) {
    public HttpCall {
        headers = Map.copyOf(headers);
        if (uri.getPort() < 0) {
            throw new IllegalArgumentException("'" + uri + "' names no port");
        }
    }

    /** As it goes over the network in HTTP/1.1, on a connection that is kept. */
    byte[] onTheWire() {
        StringBuilder wire = new StringBuilder("POST ")
                .append(uri.getRawPath())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getRawAuthority())
                .append("\r\n");
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        wire.append(name).append(": ").append(value).append("\r\n"));
        wire.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        return wire.toString().getBytes(US_ASCII);
    }
}
