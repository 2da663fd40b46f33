package dev.modelsync.proxy;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.RecordedRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.modelsync.proxy.TestProvider.seen;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which cluster may call what, and by which token. */
class AccessIT {
    private static final String KEY = "sk-hush-hush-hush";
    private static final String MARK = "x-modelsync-error";

    private final FakeProvider provider = TestProvider.running();
    private final TestProxy proxy = TestProxy.running();
    private final String project = TestProxy.fresh("project");
    private final String token = proxy.enrol(project);

    @ParameterizedTest
    @ValueSource(strings = {"x-api-key", "x-goog-api-key", "api-key"})
    void shouldKnowAClusterWhereverItsProviderPutsTheToken(String header) {
        TestService service = new TestService(proxy, project).registered(provider.baseUrl() + "/" + header, KEY);

        assertThat(Http.send(HttpRequest.newBuilder(service.at("/v1/embeddings"))
                                .header(header, token)
                                .POST(BodyPublishers.ofString(Http.CALL)))
                        .statusCode())
                .isEqualTo(200);
        RecordedRequest seen = seen("/" + header + "/v1/embeddings");
        assertThat(seen.headers()).doesNotContainKey(header);
    }

    @Test
    void shouldKnowAClusterByBasicAuthentication() {
        TestService service =
                new TestService(proxy, project).registered(provider.baseUrl().toString(), KEY);
        String basic = Base64.getEncoder().encodeToString(("aidb:" + token).getBytes(UTF_8));

        assertThat(Http.send(HttpRequest.newBuilder(service.at("/v1/embeddings"))
                                .header("Authorization", "Basic " + basic)
                                .POST(BodyPublishers.ofString(Http.CALL)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseWhoShowsNoTokenOrAnother() {
        TestService service = new TestService(proxy, project).registered(provider.baseUrl() + "/closed", KEY);

        assertRefused(
                Http.send(HttpRequest.newBuilder(service.at("/v1/embeddings")).POST(BodyPublishers.noBody())),
                401,
                "UNAUTHENTICATED");
        assertRefused(Http.call(service.at("/v1/embeddings"), "msc_" + "0".repeat(40)), 401, "UNAUTHENTICATED");
        HttpResponse<String> two = Http.send(HttpRequest.newBuilder(service.at("/v1/embeddings"))
                .header("Authorization", "Bearer " + token)
                .header("x-api-key", "msc_another")
                .POST(BodyPublishers.noBody()));
        assertRefused(two, 401, "UNAUTHENTICATED");
        assertThat(two.headers().firstValue("www-authenticate")).isPresent();
        assertThat(provider.requests()).noneMatch(request -> request.path().startsWith("/closed"));
    }

    @Test
    void shouldRefuseAnotherProjectWithoutTellingWhatItHas() {
        String other = TestProxy.fresh("project");
        TestService service =
                new TestService(proxy, other).registered(provider.baseUrl().toString(), KEY);

        assertRefused(Http.call(service.at("/v1/embeddings"), token), 403, "OTHER_PROJECT");
        assertRefused(Http.call(new TestService(proxy, other).at("/v1/embeddings"), token), 403, "OTHER_PROJECT");
    }

    @Test
    void shouldLetARevokedClusterDoNothing() {
        TestService service =
                new TestService(proxy, project).registered(provider.baseUrl().toString(), KEY);
        String cluster = TestProxy.fresh("revoked");
        String own = "msc_" + cluster;
        proxy.announce(cluster, project, own, null);
        await().until(() -> Http.call(service.at("/v1/embeddings"), own).statusCode() == 200);

        proxy.announce(cluster, project, own, Instant.parse("2026-11-23T10:00:00Z"));

        await().until(() -> Http.call(service.at("/v1/embeddings"), own).statusCode() == 401);
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        assertRefused(Http.call(new TestService(proxy, project).at("/v1/embeddings"), token), 404, "NO_SUCH_SERVICE");
        assertRefused(
                Http.call(URI.create("http://127.0.0.1:" + proxy.port() + "/actuator/env"), token),
                404,
                "NO_SUCH_SERVICE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "TRACE"})
    void shouldRefuseOtherMethods(String method) {
        TestService service = new TestService(proxy, project).registered(provider.baseUrl() + "/methods", KEY);

        HttpResponse<String> answer = Http.send(HttpRequest.newBuilder(service.at("/v1/embeddings"))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody()));

        assertRefused(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.headers().firstValue("allow")).contains("POST");
        assertThat(provider.requests()).noneMatch(request -> request.path().startsWith("/methods"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v1",
                "/v1/models",
                "/v1/files/file-1",
                "/v1/embeddings/",
                "/v1/embeddings/batch",
                "/v1/Embeddings",
                "/V1/embeddings",
                "/v1%2Fembeddings",
                "/v1/embeddings;v=2",
                "/v1/embeddings%3Fx=1",
                "/v1beta/models/gemini-ultra:generateContent",
                "/v1beta/files:upload",
                "/model/meta.llama-v1:0/invoke",
                "/model"
            })
    void shouldRefusePathsAtWhichNoModelIsCalled(String path) {
        TestService service = new TestService(proxy, project).registered(provider.baseUrl() + "/paths", KEY);

        HttpResponse<String> answer = Http.call(service.at(path), token);

        assertRefused(answer, 403, "PATH_NOT_ALLOWED");
        assertThat(answer.body())
                .contains("allowed: POST /v1/x", "POST /v1beta/models/{model}:{operation}", "POST /model/{model}/");
        assertThat(provider.requests()).noneMatch(request -> request.path().startsWith("/paths"));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue(MARK)).contains(code);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status, "\"code\":\"" + code + "\"");
    }
}
