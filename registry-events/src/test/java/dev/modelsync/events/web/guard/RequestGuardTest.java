package dev.modelsync.events.web.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RequestGuardTest {
    private final RequestGuard guard =
            new RequestGuard(new WebProperties(List.of("hm.example.com")), new Refusals(JsonMapper.shared()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "app.localhost",
                "127.0.0.1",
                "10.1.2.3",
                "[::1]",
                "fd00::1",
                "hm.example.com"
            })
    void shouldAnswerToItsNames(String host) throws Exception {
        assertThat(answer(request("GET", host)).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "localhost.evil.example.com",
                "127.0.0.1.nip.io",
                "evil",
                "hm.example.com.evil.org",
                "1.2.3.4.evil"
            })
    void shouldRefuseANameThatMayHaveBeenRebound(String host) throws Exception {
        MockHttpServletResponse answer = answer(request("GET", host));

        assertThat(answer.getStatus()).isEqualTo(421);
        assertThat(answer.getContentAsString()).contains("modelsync.web.allowed-hosts");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, -, -, -",
                "POST, -, -, -",
                "POST, same-origin, cors, http://localhost:8080",
                "POST, -, -, http://localhost:8080",
                "POST, -, -, https://localhost:8080",
                "POST, none, navigate, -",
                "GET, none, navigate, -",
                "GET, cross-site, navigate, -",
                "GET, same-site, navigate, -",
                "HEAD, cross-site, navigate, -"
            })
    void shouldPassItsOwnAndClientsThatAreNoBrowsers(String method, String site, String mode, String origin)
            throws Exception {
        assertThat(answer(request(method, site, mode, origin)).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "POST, cross-site, navigate, https://evil.example.com",
                "POST, cross-site, no-cors, -",
                "POST, same-site, no-cors, http://localhost:9999",
                "GET, cross-site, no-cors, -",
                "GET, cross-site, cors, https://evil.example.com",
                "GET, same-site, websocket, -",
                "POST, -, -, https://evil.example.com",
                "DELETE, -, -, http://localhost:9999",
                "PATCH, -, -, null",
                "POST, -, -, http://[bad"
            })
    void shouldRefuseWhatAnotherSiteMakesABrowserSend(String method, String site, String mode, String origin)
            throws Exception {
        MockHttpServletResponse answer = answer(request(method, site, mode, origin));

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    }

    @Test
    void shouldNotRepeatWhatCouldGarbleALog() throws Exception {
        assertThat(answer(request("POST", null, null, "x\u0000" + "y".repeat(500)))
                        .getContentAsString())
                .doesNotContain("\\u0000")
                .hasSizeLessThan(400);
    }

    private MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        guard.doFilter(request, response, new MockFilterChain());
        return response;
    }

    private static MockHttpServletRequest request(String method, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
        request.setServerName(host);
        return request;
    }

    private static MockHttpServletRequest request(
            String method, @Nullable String site, @Nullable String mode, @Nullable String origin) {
        MockHttpServletRequest request = request(method, "localhost");
        request.addHeader("Host", "localhost:8080");
        header(request, "Sec-Fetch-Site", site);
        header(request, "Sec-Fetch-Mode", mode);
        header(request, "Origin", origin);
        return request;
    }

    private static void header(MockHttpServletRequest request, String name, @Nullable String value) {
        if (value != null) {
            request.addHeader(name, value);
        }
    }
}
