package dev.modelsync.proxy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that are written to be understood in two ways reach a provider in one way, or not at all. */
class HostileRequestsIT {
    private static final String KEY = "sk-hostile-key";

    private final TestProxy proxy = TestProxy.running();
    private final String project = TestProxy.fresh("project");
    private final String token = proxy.enrol(project);
    private final RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private final TestService service = new TestService(proxy, project).registered(provider.url(), KEY);

    @AfterEach
    void stop() throws IOException {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../other",
                "/v1/%2e%2e/admin",
                "/v1/..%2fadmin",
                "/v1/%252e%252e/admin",
                "//evil.example.com/",
                "/v1\\admin",
                "/v1/%0d%0ax"
            })
    void shouldRefuseAPathThatLeavesTheApi(String rest) throws IOException {
        assertThat(answer("POST " + service.path(rest) + " HTTP/1.1")).startsWith("HTTP/1.1 400");
        assertThat(provider.connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://evil.example.com/%s HTTP/1.1",
                "GET evil.example.com:443 HTTP/1.1",
                "CONNECT evil.example.com:443 HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "GET //evil.example.com%s HTTP/1.1"
            })
    void shouldRefuseOtherFormsOfTheTarget(String line) throws IOException {
        assertThat(answer(line.formatted(service.path("/v1/x")))).startsWith("HTTP/1.1 400");
        assertThat(provider.connections()).isEmpty();
    }

    @Test
    void shouldNotLetTheHostHeaderChooseTheHost() throws IOException {
        assertThat(answer("POST " + service.path("/v1/x") + " HTTP/1.1", "Host: evil.example.com"))
                .startsWith("HTTP/1.1 200");
        assertThat(provider.requests().get(0)).doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: -1",
                "Content-Length: +5",
                "Content-Length: 0x5",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding : chunked",
                "Bad Header: x",
                ": x",
                "X: y\r\nHost: q",
                "X: a\rb"
            })
    void shouldRefuseAmbiguousFraming(String headers) throws IOException {
        assertThat(answer("POST " + service.path("/v1/x") + " HTTP/1.1", headers, "0\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("X-Modelsync-Error: MALFORMED_REQUEST");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void shouldMakeOneRequestOfOneThatHasTwoLengths() throws IOException {
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
        try (RawCaller caller = new RawCaller(proxy)) {
            caller.write("POST " + service.path("/v1/x") + " HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Length: " + (5 + smuggled.length())
                    + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n" + smuggled);
            caller.readAll();
        }

        // Either it is refused, or the provider sees one request without the second length.
        assertThat(provider.requests())
                .hasSizeLessThanOrEqualTo(1)
                .noneMatch(request -> request.contains("smuggled"))
                .noneMatch(request -> request.toLowerCase(java.util.Locale.ROOT).contains("content-length"));
    }

    @Test
    void shouldKeepTheRequestsOfOneConnectionApart() throws IOException {
        try (RawCaller caller = new RawCaller(proxy)) {
            caller.post(service.path("/v1/first"), token, "one");
            caller.write("POST " + service.path("/v1/second") + " HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer nonsense"
                    + "\r\nConnection: close\r\n\r\n");
            String answers = caller.readAll();

            assertThat(answers).startsWith("HTTP/1.1 200").contains("ok", "HTTP/1.1 401");
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void shouldRefuseHeadersWithoutEnd() throws IOException {
        assertThat(answer("POST " + service.path("/v1/x") + " HTTP/1.1", "X-Long: " + "x".repeat(100_000)))
                .startsWith("HTTP/1.1 431")
                .contains("X-Modelsync-Error: HEADERS_TOO_LARGE");
        assertThat(provider.connections()).isEmpty();
    }

    @Test
    void shouldRefuseARequestThatNamesNoHost() throws IOException {
        try (RawCaller caller = new RawCaller(proxy)) {
            caller.write("POST " + service.path("/v1/x") + " HTTP/1.1\r\nAuthorization: Bearer " + token
                    + "\r\nConnection: close\r\n\r\n");

            assertThat(caller.readAll()).startsWith("HTTP/1.1 400").contains("MALFORMED_REQUEST");
        }
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /projects/%s HTTP/1.1, 414, TARGET_TOO_LONG",
        "GET /a b HTTP/1.1, 400, MALFORMED_REQUEST",
        "what is this, 400, MALFORMED_REQUEST"
    })
    void shouldMarkTheAnswerToWhatIsNoRequest(String line, String status, String code) throws IOException {
        String answer = answer(line.formatted("x".repeat(10_000)));

        assertThat(answer)
                .matches("(?s)HTTP/1\\.. " + status + " .*")
                .contains("X-Modelsync-Error: " + code, "application/problem+json");
    }

    private String answer(String line, String... headers) throws IOException {
        boolean withBody = headers.length == 2;
        List<String> given = headers.length == 0 ? List.of() : List.of(headers[0]);
        try (RawCaller caller = new RawCaller(proxy)) {
            String host = given.stream().anyMatch(header -> header.startsWith("Host:")) ? "" : "Host: p\r\n";
            caller.write(line + "\r\n" + host + "Authorization: Bearer " + token + "\r\nConnection: close\r\n"
                    + String.join("\r\n", given) + (given.isEmpty() ? "" : "\r\n") + "\r\n"
                    + (withBody ? headers[1] : ""));
            return caller.readAll();
        }
    }
}
