package dev.modelsync.sync;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds answers of the picker against its OpenAPI document; a member that the document does not have is a mistake of it. */
final class PickerContract {
    private static final String IRI = "https://contract.test/openapi.json";
    private static final JsonNode DOCUMENT = strict(read());
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            builder -> builder.schemas(Map.of(IRI, DOCUMENT.toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private PickerContract() {}

    static void check(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String schema = "/paths/~1api~1v1~1clusters~1{id}~1models/get/responses/" + answer.statusCode() + "/content/"
                + type.replace("/", "~1") + "/schema";
        assertThat(DOCUMENT.at(schema).isMissingNode())
                .as("no such answer: " + answer.statusCode() + ' ' + type)
                .isFalse();
        String target = DOCUMENT.at(schema).get("$ref").stringValue();
        assertThat(SCHEMAS.getSchema(SchemaLocation.of(IRI + target))
                        .validate(JsonMapper.shared().readTree(answer.body())))
                .as(answer.body())
                .isEmpty();
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(
                PickerContract.class.getResourceAsStream("/dev/modelsync/sync/picker/openapi.json"))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode strict(JsonNode node) {
        node.forEach(PickerContract::strict);
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        return node;
    }
}
