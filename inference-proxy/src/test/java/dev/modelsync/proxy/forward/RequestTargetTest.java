package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.forward.RequestTarget.Parsed;
import dev.modelsync.proxy.routes.ServiceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestTargetTest {
    private static final String SERVICE = "/projects/demo/services/openai";

    @ParameterizedTest
    @CsvSource({
        "/v1/embeddings, '', /v1/embeddings",
        "/v1/embeddings, /base, /base/v1/embeddings",
        "'', /base, /base",
        "/, /base, /base/",
        "/v1/models?limit=3&after=x%2Fy, '', /v1/models?limit=3&after=x%2Fy",
        "/v1beta/models/gemini-pro:generateContent?key=AIza, '', /v1beta/models/gemini-pro:generateContent",
        "/v1beta/models?alt=sse&key=AIza, '', /v1beta/models?alt=sse",
        "/v1beta/models?alt=sse&monkey=1, '', /v1beta/models?alt=sse&monkey=1",
        "/v1beta/models?%6Bey=AIza&alt=sse, '', /v1beta/models?alt=sse",
        "/v1beta/models?alt=sse&key, '', /v1beta/models?alt=sse",
        "/v1beta/models?q=key&keys=1&, '', /v1beta/models?q=key&keys=1",
        "/model/arn:aws:bedrock:eu-1:1:inference-profile%2Feu.claude-v1:0/invoke, '', /model/arn:aws:bedrock:eu-1:1:inference-profile%2Feu.claude-v1:0/invoke",
        "/v1/files/a..b/.hidden, '', /v1/files/a..b/.hidden",
        "/v1/x?u=http://10.0.0.1/../, '', /v1/x?u=http://10.0.0.1/../"
    })
    void shouldAppendThePathToTheEndpoint(String rest, String endpointPath, String sent) {
        Parsed parsed = RequestTarget.parse(SERVICE + rest);

        assertThat(parsed).isInstanceOfSatisfying(Parsed.Routed.class, routed -> {
            assertThat(routed.target().service()).isEqualTo(new ServiceId("demo", "openai"));
            assertThat(routed.target().at(endpointPath + routed.target().path()))
                    .isEqualTo(sent);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/projects",
                "/projects/demo",
                "/projects/demo/services",
                "/projects/demo/services/",
                "/Projects/demo/services/openai/v1",
                "/health",
                "/actuator/env"
            })
    void shouldNotTakeOtherPathsForAService(String uri) {
        assertThat(RequestTarget.parse(uri)).isInstanceOf(Parsed.NoService.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../v1",
                "/./v1",
                "/v1/..",
                "/v1/%2e%2e/admin",
                "/v1/%2E./admin",
                "/v1/.%2e/admin",
                "/v1/%252e%252e/admin",
                "/v1/%25252e%25252e/admin",
                "/v1/%2525252525252e",
                "/v1/..%2fadmin",
                "/v1/..%5cadmin",
                "/v1/x%2f..%2f..%2fadmin",
                "/v1\\..\\admin",
                "//evil.example.com/v1",
                "/v1//x",
                "/v1/%0d%0aHost:%20evil",
                "/v1/%00",
                "/v1/%7f",
                "/v1/%",
                "/v1/%2",
                "/v1/%zz",
                "/v1/é",
                "/v1/a b",
                "/v1/a\tb",
                "/v1#fragment",
                "/v1?a=b c",
                "/v1?a=b\r\nX: y",
                "/v1?a#b",
                "/v1?a\\b",
                "/v1?a=%",
                "/v1?a={b}",
                "/v1/[x]"
            })
    void shouldRefuseWhatCouldLeaveTheApi(String rest) {
        assertThat(RequestTarget.parse(SERVICE + rest)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void shouldTakeLongTargets() {
        String longTarget = "/v1/" + "x%20".repeat(5000) + "?q=" + "y%20".repeat(5000);

        assertThat(RequestTarget.parse(SERVICE + longTarget)).isInstanceOf(Parsed.Routed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "http://evil.example.com/projects/demo/services/openai/v1",
                "evil.example.com:443",
                "projects/demo/services/openai",
                "//evil.example.com/projects/demo/services/openai/v1",
                "/projects/demo/../other/services/openai/v1",
                "/projects/demo%2f..%2fother/services/openai/v1"
            })
    void shouldRefuseOtherForms(String uri) {
        assertThat(RequestTarget.parse(uri)).isInstanceOf(Parsed.Malformed.class);
    }
}
