package dev.modelsync.proxy.forward;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderRulesTest {
    private final HeaderRules request = HeaderRules.ofRequest(List.of("keep-alive, X-Hop", "Other-Hop"));
    private final HeaderRules answer = HeaderRules.ofAnswer(List.of("X-Hop"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "X-Api-Key",
                "x-goog-api-key",
                "api-key",
                "Cookie",
                "Proxy-Authorization",
                "Proxy-Connection",
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Real-IP",
                "Via",
                "Connection",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "HTTP2-Settings",
                "Expect",
                "Host",
                "Content-Length",
                "Accept-Encoding",
                "X-HTTP-Method-Override",
                "X-Original-URL",
                "X-Amz-Security-Token",
                "traceparent",
                "X-B3-TraceId",
                "X-Modelsync-Error",
                "X-Hop",
                "OTHER-HOP"
            })
    void shouldKeepFromTheProvider(String header) {
        assertThat(request.goesOn(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "Accept",
                "User-Agent",
                "anthropic-version",
                "anthropic-beta",
                "OpenAI-Organization",
                "X-Request-Id",
                "X-Amzn-Bedrock-GuardrailIdentifier",
                "Idempotency-Key"
            })
    void shouldLetTheProviderSee(String header) {
        assertThat(request.goesOn(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set-Cookie",
                "Connection",
                "Keep-Alive",
                "Transfer-Encoding",
                "Trailer",
                "Upgrade",
                "Proxy-Authenticate",
                "Alt-Svc",
                "Location",
                "Content-Location",
                "Strict-Transport-Security",
                "Access-Control-Allow-Origin",
                "X-Modelsync-Error",
                "x-hop"
            })
    void shouldKeepFromTheCaller(String header) {
        assertThat(answer.goesOn(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "Content-Length",
                "Content-Encoding",
                "Retry-After",
                "WWW-Authenticate",
                "x-request-id",
                "openai-processing-ms",
                "x-ratelimit-remaining-requests"
            })
    void shouldLetTheCallerSee(String header) {
        assertThat(answer.goesOn(header)).isTrue();
    }
}
