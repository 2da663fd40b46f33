package dev.modelsync.contract;

import dev.modelsync.schema.ServiceChanged;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds every schema against every released copy of it, in both directions: FULL compatibility. */
class SchemaCompatibilityTest {
    static Stream<Schema> current() {
        return ReleasedSchemas.RELEASES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("current")
    void shouldReadEveryReleasedVersionAndBeReadByIt(Schema current) {
        for (Schema released : ReleasedSchemas.of(current)) {
            assertThat(incompatibilities(current, released))
                    .as("reading data of an earlier release with %s", current.getFullName())
                    .isEmpty();
            assertThat(incompatibilities(released, current))
                    .as("an earlier release reading data of %s", current.getFullName())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("current")
    void shouldBeReleasedAsItStands(Schema current) {
        List<Schema> released = ReleasedSchemas.of(current);
        assertThat(SchemaNormalization.toParsingForm(current))
                .as(
                        "%s was changed: add it as released/v1/%s.%d.avsc and raise its number of releases",
                        current.getFullName(), current.getName(), released.size() + 1)
                .isEqualTo(SchemaNormalization.toParsingForm(released.get(released.size() - 1)));
    }

    @Test
    void shouldNoticeAFieldWithoutDefault() {
        Schema current = ServiceChanged.getClassSchema();
        String text = current.toString();
        Schema broken = new Schema.Parser()
                .parse(text.replaceFirst("\"fields\":\\[", "\"fields\":[{\"name\":\"added\",\"type\":\"string\"},"));
        assertThat(incompatibilities(broken, current)).isNotEmpty();
    }

    private static List<SchemaCompatibility.Incompatibility> incompatibilities(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                        reader, writer)
                .getResult();
        assertThat(result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE)
                .isEqualTo(result.getIncompatibilities().isEmpty());
        return result.getIncompatibilities();
    }
}
