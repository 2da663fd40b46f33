package dev.modelsync.events;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.modelsync.events.openapi.Contract;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds each answer against the contract, and each request that succeeded: a path, status, header, media type or member that
 * the contract does not have fails the test that met it.
 */
final class ContractCheck {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ANY_PROBLEM = "/components/responses/NotFound";
    private static final String IRI = "https://contract.test/openapi.json";
    /** Of the answers' headers, those that say something of ours. */
    private static final Set<String> OURS =
            Set.of("etag", "location", "idempotency-replayed", "preference-applied", "accept-patch");

    private static final JsonNode DOCUMENT = Operation.strict(Contract.load().json());
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            builder -> builder.schemas(Map.of(IRI, DOCUMENT.toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private final Exchange exchange;
    private final String what;

    private ContractCheck(Exchange exchange) {
        this.exchange = exchange;
        what = exchange.method() + ' ' + exchange.path() + " -> " + exchange.status() + ' ' + exchange.answer();
    }

    /**
     * A request and its answer, as they were on the wire.
     *
     * @param query without its question mark, empty for none
     */
    record Exchange(
            String method,
            String path,
            String query,
            HttpHeaders headers,
            String body,
            int status,
            HttpHeaders answered,
            String answer) {
        static Exchange of(HttpRequest request, String body, HttpResponse<String> response) {
            String query = request.uri().getRawQuery();
            return new Exchange(
                    request.method(),
                    request.uri().getRawPath(),
                    query == null ? "" : query,
                    request.headers(),
                    body,
                    response.statusCode(),
                    response.headers(),
                    response.body());
        }
    }

    static void check(Exchange exchange) {
        if (exchange.path().startsWith("/api/") && !exchange.method().equals("OPTIONS")) {
            new ContractCheck(exchange).check();
        }
    }

    private void check() {
        Optional<Operation> found = Operation.find(DOCUMENT, exchange.method(), exchange.path());
        if (exchange.status() == 501) {
            // For a transfer coding that there is not, before anything else is looked at.
            checkBody(ANY_PROBLEM);
        } else if (found.isEmpty()) {
            assertThat(exchange.status()).as("there is no such path: " + what).isIn(400, 404);
            checkBody(ANY_PROBLEM);
        } else if (found.get().exists()) {
            checkAnswer(found.get());
        } else {
            checkNotAllowed(found.get());
        }
    }

    private void checkNotAllowed(Operation operation) {
        assertThat(exchange.status()).as("there is no such method: " + what).isEqualTo(405);
        String allowed = exchange.answered().firstValue("Allow").orElse("");
        // The server refuses TRACE itself, and speaks of all that a servlet could take.
        if (!exchange.method().equals("TRACE")) {
            assertThat(allowed.split(", ?")).as(what).containsExactlyInAnyOrderElementsOf(operation.methods());
        }
        checkBody(ANY_PROBLEM);
    }

    private void checkAnswer(Operation operation) {
        String pointer = operation.pointer() + "/responses/" + exchange.status();
        assertThat(DOCUMENT.at(pointer).isMissingNode())
                .as("no such status: " + what)
                .isFalse();
        String answer = resolved(pointer);
        checkHeaders(answer);
        checkBody(answer);
        if (exchange.status() < 300) {
            operation
                    .parameters()
                    .map(ContractCheck::resolved)
                    .forEach(parameter -> checkParameter(operation, parameter));
            checkRequestBody(operation);
        }
    }

    private void checkHeaders(String answer) {
        HttpHeaders headers = exchange.answered();
        JsonNode listed = DOCUMENT.at(answer).path("headers");
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(listed.propertyNames());
        assertThat(headers.map().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(OURS::contains))
                .as("headers of " + what)
                .allMatch(known::contains);
        for (String name : listed.propertyNames()) {
            String pointer = resolved(answer + "/headers/" + Operation.escaped(name));
            Optional<String> value = headers.firstValue(name);
            if (DOCUMENT.at(pointer).path("required").asBoolean(false)) {
                assertThat(value).as("header " + name + " of " + what).isPresent();
            }
            value.ifPresent(given -> checkValue(pointer, given, "header " + name));
        }
    }

    /** A HEAD has the headers of the answer only. */
    private void checkBody(String answer) {
        if (exchange.method().equals("HEAD")) {
            return;
        }
        JsonNode content = DOCUMENT.at(answer).path("content");
        String type = mediaType(exchange.answered());
        assertThat(type == null ? "" : type)
                .as("media type of " + what)
                .isIn(content.isEmpty() ? List.of("") : content.propertyNames());
        if (type != null && (type.equals("application/json") || type.endsWith("+json"))) {
            String schema = answer + "/content/" + Operation.escaped(type) + "/schema";
            assertThat(errors(schema, JSON.readTree(exchange.answer())))
                    .as(what)
                    .isEmpty();
        } else if (type == null) {
            assertThat(exchange.answer()).as(what).isEmpty();
        }
    }

    private void checkRequestBody(Operation operation) {
        if (operation.node().path("requestBody").isMissingNode()) {
            assertThat(exchange.body()).as("body of " + what).isEmpty();
            return;
        }
        String pointer = resolved(operation.pointer() + "/requestBody");
        if (exchange.body().isEmpty()) {
            assertThat(DOCUMENT.at(pointer).path("required").asBoolean(false))
                    .as("body of " + what)
                    .isFalse();
            return;
        }
        String type = mediaType(exchange.headers());
        JsonNode schema = DOCUMENT.at(pointer).path("content").path(type == null ? "" : type);
        assertThat(schema.isMissingNode())
                .as("media type " + type + " to " + what)
                .isFalse();
        assertThat(errors(
                        pointer + "/content/" + Operation.escaped(String.valueOf(type)) + "/schema",
                        JSON.readTree(exchange.body())))
                .as("body " + exchange.body() + " to " + what)
                .isEmpty();
    }

    private void checkParameter(Operation operation, String pointer) {
        JsonNode parameter = DOCUMENT.at(pointer);
        String name = parameter.get("name").stringValue();
        List<String> values = switch (parameter.get("in").stringValue()) {
            case "path" -> List.of(decoded(operation.values().get(name)));
            case "query" -> query(name);
            default -> exchange.headers().allValues(name);
        };
        if (parameter.path("required").asBoolean(false)) {
            assertThat(values).as("parameter " + name + " of " + what).isNotEmpty();
        }
        if (!values.isEmpty()) {
            checkValue(pointer, String.join(",", values), "parameter " + name);
        }
    }

    private List<String> query(String name) {
        List<String> values = new ArrayList<>();
        for (String pair : exchange.query().split("&", -1)) {
            int sign = (pair + '=').indexOf('=');
            if (decoded(pair.substring(0, sign)).equals(name)) {
                values.add(decoded(pair.substring(Math.min(pair.length(), sign + 1))));
            }
        }
        return values;
    }

    private void checkValue(String pointer, String text, String name) {
        String schema = resolved(pointer + "/schema");
        assertThat(errors(schema, value(DOCUMENT.at(schema).path("type").asString(""), text)))
                .as(name + " '" + text + "' of " + what)
                .isEmpty();
    }

    private static JsonNode value(String type, String text) {
        return switch (type) {
            case "integer", "boolean" -> JSON.readTree(text);
            case "array" -> JSON.valueToTree(List.of(text.split("\\s*,\\s*")));
            default -> StringNode.valueOf(text);
        };
    }

    static List<String> errors(String pointer, JsonNode value) {
        return SCHEMAS.getSchema(SchemaLocation.of(IRI + '#' + pointer)).validate(value).stream()
                .map(Error::toString)
                .collect(Collectors.toList());
    }

    private static String resolved(String pointer) {
        String reference = DOCUMENT.at(pointer).path("$ref").asString("");
        return reference.isEmpty() ? pointer : reference.substring(1);
    }

    private static @Nullable String mediaType(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .map(type -> type.split(";", 2)[0].strip())
                .orElse(null);
    }

    private static String decoded(@Nullable String text) {
        return URLDecoder.decode(String.valueOf(text), UTF_8);
    }
}
