package dev.modelsync.events;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.modelsync.events.openapi.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The document by itself. */
class ContractDocumentTest {
    private static final String METASCHEMA = "https://json-schema.org/draft/2020-12/schema";

    private final JsonNode document = Contract.load().json();

    @Test
    void shouldReferToWhatThereIsAndUseAllOfIt() {
        Set<String> used = nodes("", document)
                .filter(place -> place.endsWith("/$ref"))
                .map(place -> document.at(place).stringValue().substring(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(used).allMatch(reference -> !document.at(reference).isMissingNode());
        assertThat(components()).containsExactlyElementsOf(used);
    }

    @Test
    void shouldHaveSchemasThatAreSome() {
        var metaschema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(METASCHEMA));

        for (String place : schemas()) {
            assertThat(metaschema.validate(document.at(place))).as(place).isEmpty();
        }
    }

    @Test
    void shouldGiveExamplesThatKeepTheirSchemas() {
        List<String> examples = schemas().stream()
                .filter(place -> document.at(place).has("example"))
                .toList();

        assertThat(examples).hasSizeGreaterThan(10);
        for (String place : examples) {
            assertThat(ContractCheck.errors(place, document.at(place).get("example")))
                    .as(place)
                    .isEmpty();
        }
    }

    @Test
    void shouldDescribeEveryOperationOnce() {
        List<JsonNode> operations = document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream())
                .filter(entry -> !entry.getKey().equals("parameters"))
                .map(Map.Entry::getValue)
                .toList();
        Set<String> tags = document.get("tags")
                .valueStream()
                .map(tag -> tag.get("name").stringValue())
                .collect(Collectors.toSet());

        assertThat(operations)
                .extracting(operation -> operation.get("operationId").stringValue())
                .doesNotHaveDuplicates();
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.get("summary").stringValue()).isNotBlank();
            assertThat(tags).contains(operation.at("/tags/0").stringValue());
        });
    }

    /** A path that is in none of the rules would be refused to everybody. */
    @Test
    void shouldSayForEveryOperationWhichRolesMay() {
        Map<String, String> roles = new TreeMap<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> !member.getKey().equals("parameters"))
                        .forEach(operation -> roles.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + ' ' + path.getKey(),
                                roles(operation.getValue()))));
        Map<Boolean, List<Map.Entry<String, String>>> reading = roles.entrySet().stream()
                .collect(Collectors.partitioningBy(entry -> entry.getKey().startsWith("GET ")));

        assertThat(reading.get(true))
                .hasSizeGreaterThan(20)
                .allSatisfy(entry ->
                        assertThat(entry.getValue()).as(entry.getKey()).isEqualTo("model-admin operator auditor"));
        assertThat(reading.get(false))
                .hasSizeGreaterThan(10)
                .allSatisfy(entry -> assertThat(entry.getValue())
                        .as(entry.getKey())
                        .isEqualTo(entry.getKey().contains(" /api/v1/projects/") ? "model-admin" : "operator"));
    }

    private static String roles(JsonNode operation) {
        return operation
                .get("security")
                .valueStream()
                .map(scheme -> scheme.at("/token/0").stringValue())
                .collect(Collectors.joining(" "));
    }

    /** Pointers to all schemas, those within others too. */
    private List<String> schemas() {
        List<String> places = new ArrayList<>();
        nodes("", document).filter(ContractDocumentTest::isSchema).forEach(places::add);
        return places;
    }

    private static boolean isSchema(String place) {
        return place.endsWith("/schema")
                || place.matches("/components/schemas/[^/]+")
                || place.matches("/components/schemas/[^/]+/(?:.*/)?properties/[^/]+");
    }

    private List<String> components() {
        return document.get("components").properties().stream()
                // Named by operations, not referred to.
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .flatMap(kind -> kind.getValue().propertyNames().stream()
                        .map(name -> "/components/" + kind.getKey() + '/' + name))
                .sorted()
                .toList();
    }

    private static Stream<String> nodes(String place, JsonNode node) {
        Stream<String> inner = node.isArray()
                ? Stream.iterate(0, i -> i + 1).limit(node.size()).flatMap(i -> nodes(place + '/' + i, node.get(i)))
                : node.properties().stream()
                        .flatMap(entry -> nodes(place + '/' + Operation.escaped(entry.getKey()), entry.getValue()));
        return Stream.concat(Stream.of(place), inner);
    }
}
