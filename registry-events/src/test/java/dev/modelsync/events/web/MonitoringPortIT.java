package dev.modelsync.events.web;

import dev.modelsync.embedded.EmbeddedIssuer;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is told what where monitoring has a port of its own, and its paths are not the usual ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringPortIT {
    private static final String SERVER = "local.server.port";
    private static final String MANAGEMENT = "local.management.port";

    private final EmbeddedIssuer issuer = EmbeddedIssuer.start(Clock.systemUTC());
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;

    @BeforeAll
    void start() {
        Map<String, Object> properties = new HashMap<>(Hm.shared().properties());
        properties.put("modelsync.access.mode", "oidc");
        properties.put("modelsync.access.token.issuer", issuer.address().toString());
        properties.put("modelsync.access.client.id", "modelsync-pages");
        properties.put("management.server.port", 0);
        properties.put("management.server.address", "127.0.0.1");
        properties.put("management.endpoints.web.base-path", "/");
        properties.put("management.endpoint.health.group.platform.include", "*");
        properties.put("management.endpoint.health.group.platform.additional-path", "server:/healthz");
        application = RegistryEventsApplication.start(properties);
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    @Test
    void shouldTellProbesTheStatusAndReadersTheRest() throws Exception {
        assertThat(get(MANAGEMENT, "/health", "").body())
                .contains("\"status\":\"UP\"")
                .doesNotContain("components", "details");
        assertThat(get(MANAGEMENT, "/health/capture", "").statusCode()).isEqualTo(404);
        for (HttpResponse<String> group :
                List.of(get(MANAGEMENT, "/health/platform", ""), get(SERVER, "/healthz", ""))) {
            assertThat(group.body()).isEqualTo("{\"status\":\"UP\"}");
        }
        assertThat(get(MANAGEMENT, "/health", token("auditor")).body()).contains("capture");
        assertThat(get(MANAGEMENT, "/health", token("somebody")).body()).doesNotContain("capture");
    }

    @Test
    void shouldAskForARoleForEverythingElse() throws Exception {
        HttpResponse<String> without = get(MANAGEMENT, "/", "");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"modelsync\"");
        assertThat(get(MANAGEMENT, "/", token("somebody")).statusCode()).isEqualTo(403);
        assertThat(get(MANAGEMENT, "/", token("auditor")).body()).contains("_links");
    }

    @Test
    void shouldTellMetricsToReaders() throws Exception {
        assertThat(get(MANAGEMENT, "/prometheus", "").statusCode()).isEqualTo(401);
        assertThat(get(MANAGEMENT, "/prometheus", token("somebody")).statusCode())
                .isEqualTo(403);
        assertThat(get(MANAGEMENT, "/prometheus", token("auditor")).body())
                .contains(
                        "modelsync_capture_phase{phase=\"failed\"} 0.0",
                        "modelsync_capture_repairs_total{cause=\"slot\"",
                        "modelsync_seal_obstructed{obstacle=\"store_failing\"} 0.0",
                        "modelsync_probe_findings_total",
                        "modelsync_activity_skipped_total",
                        "jvm_memory_used_bytes");
    }

    @Test
    void shouldLetOperatorsChangeSomethingOnly() throws Exception {
        assertThat(post("/metrics", "")).isEqualTo(401);
        assertThat(post("/metrics", token("auditor"))).isEqualTo(403);
        assertThat(post("/metrics", token("operator"))).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/clusters", "/api/v1/clusters", "/oauth2/authorization/modelsync"})
    void shouldHaveNothingElseAtThatPort(String path) throws Exception {
        assertThat(get(MANAGEMENT, path, "").statusCode()).isEqualTo(401);
        assertThat(get(MANAGEMENT, path, token("auditor")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/metrics", "/actuator/health", "/actuator/metrics"})
    void shouldHaveNothingForMonitoringAtTheOtherPort(String path) throws Exception {
        assertThat(get(SERVER, path, "").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldRefuseOtherSitesThereAsWell() throws Exception {
        HttpResponse<String> answer = http.send(
                request(MANAGEMENT, "/health", "")
                        .header("Sec-Fetch-Site", "cross-site")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> get(String port, String path, String token) throws IOException, InterruptedException {
        return http.send(request(port, path, token).build(), BodyHandlers.ofString());
    }

    private int post(String path, String token) throws IOException, InterruptedException {
        return http.send(
                        request(MANAGEMENT, path, token)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private HttpRequest.Builder request(String port, String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty(port) + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private String token(String role) {
        return issuer.token(Map.of("sub", "anna", "aud", "modelsync", "roles", List.of(role)));
    }
}
