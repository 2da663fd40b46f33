package dev.modelsync.events.web;

import dev.modelsync.embedded.EmbeddedIssuer;
import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.events.openapi.Contract;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in to what, where an OpenID provider says who is asking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT implements SignInCases {
    private static final String AUTHORIZATION = "Authorization";
    private static final String CLUSTERS = "/api/v1/clusters";
    private static final List<String> ROLES = List.of("model-admin", "operator", "auditor");

    private final EmbeddedIssuer issuer = EmbeddedIssuer.start(Clock.systemUTC());
    private final EmbeddedIssuer stranger = EmbeddedIssuer.start(Clock.systemUTC());
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;
    private Api api;

    @BeforeAll
    void start() {
        Map<String, Object> properties = new HashMap<>(Hm.shared().properties());
        properties.put("modelsync.access.mode", "oidc");
        properties.put("modelsync.access.token.issuer", issuer.address().toString());
        properties.put("modelsync.access.roles-claim", "realm_access.roles");
        properties.put("modelsync.access.client.id", "modelsync-pages");
        application = RegistryEventsApplication.start(properties);
        api = new Api(application);
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
        stranger.close();
    }

    @Override
    public ConfigurableApplicationContext application() {
        return application;
    }

    @Override
    public EmbeddedIssuer issuer() {
        return issuer;
    }

    @Test
    void shouldAskForAToken() throws Exception {
        Answer answer = api.send("GET", CLUSTERS, "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(challenge(answer)).isEqualTo("Bearer realm=\"modelsync\"");
        assertThat(detail(answer)).contains(issuer.address().toString(), "Authorization: Bearer");
    }

    @Test
    void shouldSayWhatIsWrongWithATokenAndNeverShowIt() throws Exception {
        Map<String, String> wrong = new HashMap<>();
        wrong.put(token(Map.of("exp", Instant.now().getEpochSecond() - 120)), "expired");
        wrong.put(token(Map.of("nbf", Instant.now().getEpochSecond() + 120)), "before");
        wrong.put(token(Map.of("aud", "account")), "its audience (aud) is [account]; allowed: one with modelsync");
        wrong.put(token(Map.of("iss", "https://login.example.com")), "its issuer (iss) is https://login.example.com");
        wrong.put(token(Map.of("sub", " ", "preferred_username", "")), "preferred_username");
        wrong.put(stranger.token(claims("auditor")), "signed");
        wrong.put(stranger.token(with(claims("auditor"), "iss", issuer.address().toString())), "signed");
        wrong.put(token(Map.of()).replaceFirst("\\.[^.]*$", "."), "signed");
        // {"alg":"none"}
        wrong.put("eyJhbGciOiJub25lIn0." + token(Map.of()).split("\\.")[1] + ".", "signed");
        wrong.put("msc_somebodys-cluster-token", "signed");

        for (Map.Entry<String, String> each : wrong.entrySet()) {
            Answer answer = api.send("GET", CLUSTERS, "", AUTHORIZATION, "Bearer " + each.getKey());
            assertThat(answer.status()).as(each.getValue()).isEqualTo(401);
            assertThat(challenge(answer)).isEqualTo("Bearer realm=\"modelsync\", error=\"invalid_token\"");
            assertThat(detail(answer))
                    .contains(each.getValue(), issuer.address().toString());
            assertThat(answer.response().body()).doesNotContain(each.getKey());
        }
    }

    @Test
    void shouldForgiveTheIssuersClockAMinute() throws Exception {
        String late = token(Map.of("exp", Instant.now().getEpochSecond() - 20));

        assertThat(as(late, "GET", CLUSTERS)).isEqualTo(200);
    }

    /** Each operation of the contract, with each role alone. */
    @Test
    void shouldLetEachRoleDoWhatTheContractSays() throws Exception {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Map.Entry<String, JsonNode> path :
                Contract.load().json().get("paths").properties()) {
            for (String name : path.getValue().propertyNames()) {
                if (name.equals("parameters")) {
                    continue;
                }
                String method = name.toUpperCase(Locale.ROOT);
                String address = path.getKey().replaceAll("\\{[^}]+}", "no-such-thing");
                String security = path.getValue().at("/" + name + "/security").toString();
                for (String role : ROLES) {
                    boolean may = security.contains('"' + role + '"');
                    int status = as(issuer.token(claims(role)), method, address);
                    asked++;
                    if (status == 401 || (status == 403) == may) {
                        wrong.add(role + ": " + method + ' ' + address + " -> " + status);
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(100);
    }

    @Test
    void shouldSayInTheContractThatATokenIsNeeded() throws Exception {
        Answer answer = api.send("GET", "/api/v1/openapi.json", "", AUTHORIZATION, "Bearer " + token(Map.of()));

        assertThat(answer.json()).isEqualTo(Contract.load().json());
        assertThat(answer.json().get("security").toString()).isEqualTo("[{\"token\":[]}]");
    }

    @Test
    void shouldNameTheRoleThatIsMissing() throws Exception {
        Answer answer = api.send(
                "POST",
                CLUSTERS,
                "{}",
                "Content-Type",
                "application/json",
                AUTHORIZATION,
                "Bearer " + issuer.token(claims("model-admin", "auditor", "offline_access")));
        Answer none = api.send("GET", CLUSTERS, "", AUTHORIZATION, "Bearer " + issuer.token(claims("admin")));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(challenge(answer)).isEqualTo("Bearer realm=\"modelsync\", error=\"insufficient_scope\"");
        assertThat(detail(answer)).isEqualTo("This needs the role operator; anna has model-admin, auditor");
        assertThat(detail(none))
                .isEqualTo(
                        "This needs one of the roles model-admin, operator, auditor; anna has none of the roles here");
    }

    @Test
    void shouldRecordWhoTheTokenSaysAndNotWhoTheRequestSays() throws Exception {
        Answer registered = api.send(
                "POST",
                Api.services("access"),
                Api.openAi("by-token"),
                "Content-Type",
                "application/json",
                "X-Actor",
                "eve",
                "X-Actor",
                "mallory",
                AUTHORIZATION,
                "Bearer " + issuer.token(claims("model-admin")));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(actor("by-token")).isEqualTo("anna");
    }

    @Test
    void shouldTellProbesTheStatusAndReadersTheRest() throws Exception {
        assertThat(api.send("GET", "/actuator/health", "").response().body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(api.send("GET", "/actuator/health/capture", "").status()).isEqualTo(404);
        assertThat(health("auditor")).contains("capture");
        assertThat(health("admin")).doesNotContain("capture");
        assertThat(api.send("GET", "/actuator/health", "", AUTHORIZATION, "Bearer wrong")
                        .status())
                .isEqualTo(401);
    }

    private String health(String role) throws Exception {
        return api.send("GET", "/actuator/health", "", AUTHORIZATION, "Bearer " + issuer.token(claims(role)))
                .response()
                .body();
    }

    /** Who is noted as having changed the service last. */
    static String actor(String service) {
        return Hm.shared()
                .jdbc()
                .sql("select changed_by from hm.inference_service where project = 'access' and name = ?")
                .param(service)
                .query(String.class)
                .single();
    }

    static Map<String, Object> claims(String... roles) {
        return Map.of(
                "sub",
                "0b0e",
                "preferred_username",
                "anna",
                "aud",
                List.of("account", "modelsync"),
                "realm_access",
                Map.of("roles", List.of(roles)));
    }

    static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put(name, value);
        return all;
    }

    /** Of an auditor, but for these claims. */
    private String token(Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>(claims("auditor"));
        all.put("iat", Instant.now().getEpochSecond() - 600);
        all.putAll(others);
        return issuer.token(all);
    }

    /** The status alone: an answer may never end. */
    private int as(String token, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                + application.getEnvironment().getProperty("local.server.port"))
                        .resolve(path))
                .method(method, BodyPublishers.noBody())
                .header(AUTHORIZATION, "Bearer " + token)
                .build();
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (!path.endsWith("/events")) {
                body.readAllBytes();
            }
        }
        return answer.statusCode();
    }

    private static String challenge(Answer answer) {
        return answer.response().headers().firstValue("WWW-Authenticate").orElse("");
    }

    private static String detail(Answer answer) {
        return answer.json().get("detail").stringValue();
    }
}
