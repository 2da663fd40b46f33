package dev.modelsync.events.registration.api;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.HmState;
import dev.modelsync.events.RawHttp;
import dev.modelsync.events.ServerLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hostile and wrong input, as tables: each gets exactly its answer, changes nothing, and leaves no stack trace. What the texts
 * stand for says {@code bad-input/README.md}.
 */
class BadInputIT {
    private static final String PROJECT = "hostile";
    private static final String SERVICES = Api.services(PROJECT);
    private static final String SERVICE = SERVICES + "/svc";
    private static final String CLUSTERS = "/api/v1/clusters";
    private static final String CLUSTER = CLUSTERS + "/hostile";
    private static final String JSON = "application/json";
    private static final String PATCH = "application/merge-patch+json";
    private static final String ENROLMENT =
            "{\"id\": \"hostile-2\", \"project\": \"hostile\", \"location\": \"PRIMARY\"}";

    /** Requests that would be carried out as they are. */
    private static final Map<String, Good> GOOD = Map.of(
            "POST", new Good("POST", SERVICES, JSON, Api.openAi("other")),
            "PATCH", new Good("PATCH", SERVICE, PATCH, "{\"labels\": {\"a\": \"1\"}}"),
            "DELETE", new Good("DELETE", SERVICE, "", ""),
            "CLUSTER", new Good("POST", CLUSTERS, JSON, ENROLMENT),
            "REVOKE", new Good("POST", CLUSTER + "/revoke", JSON, "{\"reason\": \"x\"}"),
            "TOKEN", new Good("POST", CLUSTER + "/token", JSON, "{\"reason\": \"x\"}"),
            "DELIVERY", new Good("POST", CLUSTER + "/delivery", JSON, "{\"delivery\": \"PROXY\", \"reason\": \"x\"}"),
            "COMMAND", new Good("POST", CLUSTER + "/commands", JSON, "{\"type\": \"PAUSE\"}"));

    private static ConfigurableApplicationContext application;
    private static RawHttp http;
    private static ServerLog log;
    private static String before;

    private record Good(String method, String path, String type, String body) {
        List<String> headers() {
            List<String> headers = new ArrayList<>();
            if (!type.isEmpty()) {
                headers.add("Content-Type: " + type);
            }
            if (path.equals(SERVICE)) {
                headers.add("If-Match: *");
            }
            return headers;
        }
    }

    @BeforeAll
    static void startApplication() throws Exception {
        application = Hm.shared().startApplication();
        http = new RawHttp(application);
        Api api = new Api(application);
        api.register(PROJECT, Api.openAi("svc"));
        api.send("POST", CLUSTERS, ENROLMENT.replace("hostile-2", "hostile"), "Content-Type", JSON);
        log = ServerLog.ofTraces();
        before = HmState.of(Hm.shared());
    }

    @AfterAll
    static void stopApplication() {
        log.close();
        application.close();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/registration.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseARegistration(String field, String value, String errors) throws Exception {
        assertRefused(with("POST", replaced(Api.openAi("other"), field, value)), 422, errors);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/edit.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseAnEdit(String patch, String errors) throws Exception {
        assertRefused(with("PATCH", patch), 422, errors);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/enrolment.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseAnEnrolment(String field, String value, String errors) throws Exception {
        assertRefused(with("CLUSTER", replaced(ENROLMENT, field, value)), 422, errors);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/delivery.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseADelivery(String body, String errors) throws Exception {
        assertRefused(with("DELIVERY", body), 422, errors);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/command.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseACommand(String body, String errors) throws Exception {
        assertRefused(with("COMMAND", body), 422, errors);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/body.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseABody(String body, int status) throws Exception {
        for (String request : List.of("POST", "PATCH", "CLUSTER", "REVOKE", "TOKEN", "DELIVERY", "COMMAND")) {
            assertRefused(with(request, body), status, null);
        }
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/header.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseAHeader(String request, String lines, int status, @Nullable String errors) throws Exception {
        Good good = GOOD.get(request);
        List<String> headers = new ArrayList<>(good.headers());
        List<String> given = List.of(RawHttp.expand(lines).split(";;"));
        String name = given.get(0).split(":", 2)[0];
        headers.removeIf(line -> line.startsWith(name + ':') || status == 428 && line.startsWith("If-Match"));
        headers.addAll(given);
        assertRefused(new Sent(good.method(), good.path(), headers, good.body()), status, errors);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/query.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseAQuery(String method, String target, @Nullable String errors) throws Exception {
        assertRefused(at(method, target), 400, errors);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/path.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseAPath(String method, String target, int status) throws Exception {
        assertRefused(at(method, target), status, null);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/accept.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseToAnswerWhatIsNotAccepted(String method, String target) throws Exception {
        Sent good = at(method, target);
        List<String> headers = new ArrayList<>(good.headers());
        headers.add("Accept: image/png");
        assertRefused(new Sent(good.method(), good.target(), headers, good.body()), 406, null);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/bad-input/chunked.csv",
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true)
    void shouldRefuseAChunkedBody(String body, int status) throws Exception {
        for (String request : List.of("POST", "PATCH", "CLUSTER", "COMMAND")) {
            Good good = GOOD.get(request);
            List<String> headers = new ArrayList<>(good.headers());
            headers.add("Transfer-Encoding: chunked");
            assertRefused(new Sent(good.method(), good.path(), headers, RawHttp.expand(body)), status, null);
        }
    }

    private record Sent(String method, String target, List<String> headers, String body) {}

    private static Sent with(String request, String body) {
        Good good = GOOD.get(request);
        return new Sent(good.method(), good.path(), good.headers(), RawHttp.expand(body));
    }

    /** With the body and the headers that are right for the path. */
    private static Sent at(String method, String target) {
        String path = RawHttp.expand(target)
                .replace("{services}", SERVICES)
                .replace("{service}", SERVICE)
                .replace("{cluster}", CLUSTER);
        Stream<Good> sameKind = GOOD.values().stream()
                .filter(good ->
                        good.method().equals(method) && kind(good.path()).equals(kind(path)));
        return sameKind.findFirst()
                .map(good -> new Sent(
                        method,
                        path,
                        method.equals("PATCH") || method.equals("DELETE")
                                ? List.of("Content-Type: " + PATCH, "If-Match: *")
                                : good.headers(),
                        good.body()))
                .orElseGet(() -> new Sent(method, path, List.of(), ""));
    }

    /** The last fixed part of a path. */
    private static String kind(String path) {
        String plain = path.replaceAll("\\?.*", "");
        return Stream.of("probe", "commands", "revoke", "token", "delivery", "inference-services", "clusters")
                .filter(plain::contains)
                .findFirst()
                .orElse(plain);
    }

    /** As text, so that the value is sent as it stands in the table. */
    private static String replaced(String body, String field, String value) {
        ObjectNode rest = (ObjectNode) JsonMapper.shared().readTree(body);
        rest.remove(field);
        return "{\"" + field + "\": " + value + ", " + rest.toString().substring(1);
    }

    private static void assertRefused(Sent sent, int status, @Nullable String errors) throws Exception {
        RawHttp.Answer answer = http.send(sent.method(), sent.target(), sent.headers(), sent.body());

        String what = sent.method() + ' ' + sent.target() + " -> " + answer.body();
        assertThat(answer.status()).as(what).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(what)
                .startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").intValue()).as(what).isEqualTo(status);
        assertThat(problem.path("detail").asString("")).as(what).isNotBlank().doesNotContain("Exception", "sk-secret");
        assertThat(errors(problem)).as(what).isEqualTo(errors == null ? "" : RawHttp.expand(errors));
        assertThat(answer.body()).doesNotContain("sk-secret", "at dev.modelsync", "org.springframework");
        assertThat(log.messages()).as(what).isEmpty();
        assertUnchanged(what);
    }

    /** A row that does change something fails alone. */
    private static void assertUnchanged(String what) throws Exception {
        String known = before;
        before = HmState.of(Hm.shared());
        assertThat(before).as(what).isEqualTo(known);
    }

    private static String errors(JsonNode problem) {
        return String.join(
                ", ",
                problem.path("errors").valueStream().map(BadInputIT::error).toList());
    }

    private static String error(JsonNode error) {
        if (error.has("pointer")) {
            return error.get("pointer").stringValue() + ' ' + error.get("code").stringValue();
        }
        return error.has("header")
                ? error.get("header").stringValue() + ':'
                : '?' + error.get("parameter").stringValue();
    }
}
