package dev.modelsync.events.capture;

import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.source.RowChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ClusterRowsTest {
    private static final String DIGEST = "0".repeat(64);
    private static final Schema ROW = row(
            "id",
            "project",
            "location",
            "token_sha256",
            "labels",
            "delivery",
            "sealing_key",
            "enrolled_at",
            "revoked_at",
            "changed_by",
            "change_reason",
            "changed_at");

    private final RowReader<ClusterRow> reader = ClusterRows.reader();

    @Test
    void shouldReadEveryColumn() {
        RowChange<ClusterRow> change = reader.read(message("u", row().put("revoked_at", "2026-11-23T10:15:30Z")));
        ClusterRow row = change.row();

        assertThat(change).isInstanceOf(RowChange.Updated.class);
        assertThat(change.key()).isEqualTo("eu-1");
        assertThat(row.tokenSha256()).isEqualTo(DIGEST);
        assertThat(row.cluster().project()).isEqualTo("demo");
        assertThat(row.cluster().location()).isEqualTo(Location.SELF_MANAGED);
        assertThat(row.cluster().labels()).isEqualTo(Map.of("region", "eu"));
        assertThat(row.cluster().enrolledAt()).isEqualTo(Instant.parse("2026-11-22T10:15:30.123456Z"));
        assertThat(row.cluster().revokedAt()).isEqualTo(Instant.parse("2026-11-23T10:15:30Z"));
        assertThat(row.cluster().change().revision()).isEqualTo(42);
        assertThat(row.cluster().change().actor()).isEqualTo("ann");
        assertThat(row.cluster().change().reason()).isEqualTo("why");
        assertThat(row.version().live()).isFalse();
        assertThat(reader.read(message("u", row())).row().version().live()).isTrue();
    }

    @Test
    void shouldReadHowCredentialsAreDelivered() {
        Struct direct = row().put("delivery", "DIRECT").put("sealing_key", "{}");
        Struct old = old(row());

        assertThat(delivery(row())).isEqualTo(new Delivery.Proxy());
        assertThat(delivery(direct)).isEqualTo(new Delivery.Direct("{}"));
        assertThat(delivery(old)).isEqualTo(new Delivery.Proxy());
    }

    private Delivery delivery(Struct row) {
        return reader.read(message("c", row)).row().cluster().delivery();
    }

    /** As before there was direct delivery. */
    private static Struct old(Struct row) {
        List<Field> fields = row.schema().fields().stream()
                .filter(field -> !Set.of("delivery", "sealing_key").contains(field.name()))
                .toList();
        SchemaBuilder schema = SchemaBuilder.struct().optional();
        fields.forEach(field -> schema.field(field.name(), field.schema()));
        Struct old = new Struct(schema.build());
        fields.forEach(field -> old.put(field.name(), row.get(field.name())));
        return old;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldStopAtWhatItCannotRead(String problem, SourceRecord message) {
        assertThatThrownBy(() -> reader.read(message))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("hm.cluster")
                .hasMessageContaining("the-key")
                .hasMessageContaining("4711")
                .hasMessageContaining(problem);
    }

    static Stream<Arguments> shouldStopAtWhatItCannotRead() {
        Struct withoutToken =
                new Struct(row("id", "project", "location", "labels", "enrolled_at", "revoked_at")).put("id", "eu-1");
        return Stream.of(
                arguments("operation 't' is not known", message("t", row())),
                arguments("project is null", message("c", withoutToken)),
                arguments("token_sha256 is null", message("c", row().put("token_sha256", null))),
                arguments("MOON", message("c", row().put("location", "MOON"))),
                arguments("BY_POST", message("c", row().put("delivery", "BY_POST"))),
                arguments("DIRECT needs a sealing key", message("c", row().put("delivery", "DIRECT"))),
                arguments("Column labels", message("c", row().put("labels", "[7]"))),
                arguments("infinity", message("c", row().put("enrolled_at", "infinity"))));
    }

    private static SourceRecord message(String operation, Struct row) {
        Schema source = SchemaBuilder.struct()
                .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
                .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
                .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Schema envelope = SchemaBuilder.struct()
                .field("op", Schema.STRING_SCHEMA)
                .field("source", source)
                .field("before", row.schema())
                .field("after", row.schema())
                .build();
        Struct value = new Struct(envelope)
                .put("op", operation)
                .put("source", new Struct(source).put("lsn", 4711L))
                .put("before", row)
                .put("after", row);
        return new SourceRecord(
                Map.of(),
                Map.of("lsn", 4711L),
                "hm.hm.cluster",
                null,
                Schema.STRING_SCHEMA,
                "the-key",
                envelope,
                value);
    }

    private static Struct row() {
        return new Struct(ROW)
                .put("id", "eu-1")
                .put("project", "demo")
                .put("location", "SELF_MANAGED")
                .put("token_sha256", DIGEST)
                .put("labels", "{\"region\":\"eu\"}")
                .put("delivery", "PROXY")
                .put("enrolled_at", "2026-11-22T10:15:30.123456Z")
                .put("revision", 42L)
                .put("changed_by", "ann")
                .put("change_reason", "why")
                .put("changed_at", "2026-11-22T10:15:30.123456Z");
    }

    private static Schema row(String... columns) {
        SchemaBuilder row = SchemaBuilder.struct().optional().field("revision", Schema.OPTIONAL_INT64_SCHEMA);
        for (String column : columns) {
            row.field(column, Schema.OPTIONAL_STRING_SCHEMA);
        }
        return row.build();
    }
}
