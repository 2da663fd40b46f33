package dev.modelsync.events;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Sends requests that a client library would not let pass; each answer is held against the contract. */
public final class RawHttp {
    private static final Pattern REPEATED = Pattern.compile("<(.+?)\\*([0-9]+)>");
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})");

    private final int port;

    public RawHttp(ConfigurableApplicationContext application) {
        port = Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /**
     * A text of a table as it is sent: {@code <ab*3>} for {@code ababab}, {@code \xFF} for a byte.
     *
     * @return a character a byte
     */
    public static String expand(String text) {
        String repeated = REPEATED.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
        return BYTE.matcher(repeated)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }

    /**
     * @param target path and query
     * @param headers lines, a character a byte
     * @param body a character a byte; its length is sent where no header tells another
     */
    public Answer send(String method, String target, List<String> headers, String body) throws IOException {
        List<String> lines = new ArrayList<>(headers);
        lines.add("Host: 127.0.0.1:" + port);
        lines.add("Connection: close");
        boolean measured = headers.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> line.startsWith("content-length:") || line.startsWith("transfer-encoding:"));
        if (!measured && !body.isEmpty()) {
            lines.add("Content-Length: " + body.length());
        }
        String request = method + ' ' + target + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n" + body;
        Answer answer = exchange(request);
        int query = target.indexOf('?');
        ContractCheck.check(new ContractCheck.Exchange(
                method,
                query < 0 ? target : target.substring(0, query),
                query < 0 ? "" : target.substring(query + 1),
                headers(headers),
                body,
                answer.status(),
                answer.headers(),
                answer.body()));
        return answer;
    }

    public record Answer(int status, HttpHeaders headers, String body) {}

    private Answer exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            List<String> lines = List.of(answer.substring(0, end).split("\r\n"));
            HttpHeaders headers = headers(lines.subList(1, lines.size()));
            String body = answer.substring(end + 4);
            return new Answer(
                    Integer.parseInt(lines.get(0).split(" ")[1]),
                    headers,
                    new String(dechunked(headers, body).getBytes(ISO_8859_1), UTF_8));
        }
    }

    private static HttpHeaders headers(List<String> lines) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static String dechunked(HttpHeaders headers, String body) {
        if (headers.firstValue("Transfer-Encoding").isEmpty()) {
            return body;
        }
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            int length = Integer.parseInt(body.substring(at, line), 16);
            if (length == 0) {
                return whole.toString();
            }
            whole.append(body, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
    }
}
