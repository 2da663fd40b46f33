package dev.modelsync.events.registration;

import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Hostile and wrong input: each gets its exact answer, and none reaches the database. */
class BadInputIT {
    private static final String PROJECT = "hostile";

    private static ConfigurableApplicationContext application;
    private static Api api;

    @BeforeAll
    static void startApplication() {
        application = Hm.shared().startApplication();
        api = new Api(application);
    }

    @AfterAll
    static void stopApplication() {
        application.close();
    }

    /** One field of a good registration replaced: pointer, JSON of the value, the exact errors. */
    static Stream<Arguments> fields() {
        List<Arguments> rows = new ArrayList<>();
        add(
                rows,
                "name",
                "/name INVALID",
                "\"\"",
                "\" \"",
                "\"A\"",
                "\"a_b\"",
                "\"-a\"",
                "\"a-\"",
                "\"a..b\"",
                "\"a/b\"");
        add(rows, "name", "/name INVALID", "\"a\\u0000\"", "\"\\u0430pi\"", "\"a\\nb\"", "\"a\\u200b\"", "\"\\uff41\"");
        add(rows, "name", "/name INVALID", "\"x'; DROP TABLE hm.cluster;--\"", "\"<script>alert(1)</script>\"");
        add(
                rows,
                "name",
                "/name INVALID",
                "\"../../etc/passwd\"",
                "\"%2e%2e\"",
                "\"${jndi:ldap://x}\"",
                quoted("a", 64));
        add(rows, "name", "/name WRONG_TYPE,/name REQUIRED", "1", "true", "[]", "{}");
        add(rows, "name", "/name REQUIRED", "null");
        add(rows, "endpointUrl", "/endpointUrl INVALID", "\"\"", "\"x\"", "\"//a.example\"", "\"ftp://a.example\"");
        add(
                rows,
                "endpointUrl",
                "/endpointUrl INVALID",
                "\"file:///etc/passwd\"",
                "\"javascript:alert(1)\"",
                "\"https://\"");
        add(rows, "endpointUrl", "/endpointUrl INVALID", "\"https://u:p@a.example\"", "\"https://a.example#f\"");
        add(rows, "endpointUrl", "/endpointUrl INVALID", "\"https://a.example?q=1\"", "\"https://a.example/v1\"");
        add(rows, "endpointUrl", "/endpointUrl INVALID", "\"https://a.example/../x\"", "\"https://a.example/%2e%2e\"");
        add(rows, "endpointUrl", "/endpointUrl INVALID", "\"https://a.example:0\"", "\"https://a.example:70000\"");
        add(rows, "endpointUrl", "/endpointUrl INVALID", "\"https://\\u0430.example\"", "\"https://a b.example\"");
        add(
                rows,
                "endpointUrl",
                "/endpointUrl INVALID",
                "\"https://a.example\\r\\nX: y\"",
                "\"https://[::1\"",
                "\"https://1.2.3.4.5\"");
        add(rows, "endpointUrl", "/endpointUrl INVALID", quoted("https://a.example/", 3000));
        add(rows, "endpointUrl", "/endpointUrl WRONG_TYPE,/endpointUrl REQUIRED", "7", "{}");
        String refused = "/endpointUrl ADDRESS_REFUSED";
        add(rows, "endpointUrl", refused, "\"http://127.0.0.1\"", "\"http://localhost\"", "\"http://LOCALHOST.\"");
        add(rows, "endpointUrl", refused, "\"http://2130706433\"", "\"http://0x7f.1\"", "\"http://0177.0.0.1\"");
        add(rows, "endpointUrl", refused, "\"http://127.1\"", "\"http://[::1]\"", "\"http://[::ffff:127.0.0.1]\"");
        add(rows, "endpointUrl", refused, "\"http://10.0.0.1\"", "\"http://172.16.0.1\"", "\"http://192.168.1.1\"");
        add(rows, "endpointUrl", refused, "\"http://169.254.169.254\"", "\"http://metadata.google.internal\"");
        add(rows, "endpointUrl", refused, "\"http://[fe80::1]\"", "\"http://[fd00::1]\"", "\"http://0.0.0.0\"");
        add(rows, "apiProtocolVersion", "/apiProtocolVersion UNKNOWN_VALUE", "\"\"", "\"v1\"", "\"ANTHROPIC_V1\"");
        add(rows, "apiProtocolVersion", "/apiProtocolVersion WRONG_TYPE", "1");
        add(rows, "allowInsecure", "/allowInsecure WRONG_TYPE", "\"true\"", "1", "[]");
        add(rows, "credentials", "/credentials REQUIRED", "null");
        add(
                rows,
                "credentials",
                "/credentials INVALID",
                "{}",
                "{\"apikey\": \"a\"}",
                "{\"apiKey\": \"a\", \"x\": \"b\"}");
        add(rows, "credentials", "/credentials/apiKey INVALID", "{\"apiKey\": \"\"}", "{\"apiKey\": \"a b\"}");
        add(
                rows,
                "credentials",
                "/credentials/apiKey INVALID",
                "{\"apiKey\": \"a\\r\\nX: y\"}",
                "{\"apiKey\": \"\\u00e9\"}");
        add(rows, "labels", "/labels WRONG_TYPE", "\"x\"", "[]");
        add(rows, "labels", "/labels/a WRONG_TYPE", "{\"a\": 1}", "{\"a\": {\"b\": \"c\"}}");
        add(rows, "labels", "/labels/a INVALID", "{\"a\": \"x\\u0000\"}", "{\"a\": \"\\ud800\"}");
        add(rows, "labels", "/labels/a TOO_LONG", "{\"a\": " + quoted("x", 256) + "}");
        add(rows, "labels", "/labels/<b> INVALID", "{\"<b>\": \"x\"}");
        add(rows, "reason", "/reason INVALID", "\"a\\u0007\"", "\"\\udc00\"");
        add(rows, "reason", "/reason TOO_LONG", quoted("x", 501));
        add(rows, "reason", "/reason WRONG_TYPE", "[]");
        add(rows, "state", "/state UNKNOWN_FIELD", "\"DEREGISTERED\"");
        add(rows, "__proto__", "/__proto__ UNKNOWN_FIELD", "{}");
        add(rows, "a/b~c", "/a~1b~0c UNKNOWN_FIELD", "1");
        add(rows, "models", "/models WRONG_TYPE,/models REQUIRED", "{}", "\"m\"");
        add(
                rows,
                "models",
                "/models/0 WRONG_TYPE,/models/0/upstreamModel REQUIRED,/models/0/function REQUIRED",
                "[7]",
                "[[]]");
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void shouldAnswerExactly(String field, String value, String errors) throws Exception {
        long before = rows();
        // A torn surrogate survives the way only when it is escaped.
        JsonMapper mapper =
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        ObjectNode json = (ObjectNode) mapper.readTree(Api.openAi("svc"));
        json.set(field, mapper.readTree(value));

        Answer answer = api.register(PROJECT, mapper.writeValueAsString(json));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
        assertThat(String.join(",", answer.errors())).isIn(errors, errors.split(",", -1)[0]);
        assertThat(rows()).isEqualTo(before);
    }

    /** Whole bodies. */
    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("", 400),
                arguments("null", 400),
                arguments("7", 400),
                arguments("\"x\"", 400),
                arguments("{} {}", 400),
                arguments("{'name': 'x'}", 400),
                arguments("{\"name\": NaN}", 400),
                arguments("{\"name\": \"a\", \"name\": \"b\"}", 400),
                arguments("{\"credentials\": {\"apiKey\": \"a\", \"apiKey\": \"b\"}}", 400),
                arguments("[".repeat(100_000), 400),
                arguments("{\"a\":".repeat(20_000), 400),
                arguments("{\"name\": " + "9".repeat(5_000) + "}", 400),
                arguments(" ".repeat(300_000), 413));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldRefuseTheBody(String body, int status) throws Exception {
        long before = rows();

        Answer answer = api.register(PROJECT, body);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(rows()).isEqualTo(before);
    }

    private static void add(List<Arguments> rows, String field, String errors, String... values) {
        for (String value : values) {
            rows.add(arguments(field, value, errors));
        }
    }

    private static String quoted(String text, int length) {
        return '"' + (text + "a".repeat(length)).substring(0, length) + '"';
    }

    private static long rows() {
        return Hm.shared()
                .jdbc()
                .sql("SELECT count(*) FROM hm.inference_service WHERE project = '" + PROJECT + "'")
                .query(Long.class)
                .single();
    }
}
