package dev.modelsync.events.capture;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.source.RowChange.Deleted;
import dev.modelsync.events.source.RowChange.Inserted;
import dev.modelsync.events.source.RowChange.Seen;
import dev.modelsync.events.source.RowChange.Updated;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RowReaderTest {
    private static final Schema ROW = row(true);
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final RowReader<InferenceService> reader = ServiceRows.reader();

    @ParameterizedTest
    @MethodSource
    void shouldTellWhatHappened(String operation, @Nullable String before, @Nullable String after, Class<?> expected) {
        SourceRecord message = message(
                operation,
                before == null ? null : row().put("state", before),
                after == null ? null : row().put("state", after));

        assertThat(reader.read(message)).isInstanceOf(expected);
    }

    static Stream<Arguments> shouldTellWhatHappened() {
        return Stream.of(
                arguments("c", null, "REGISTERED", Inserted.class),
                arguments("u", "REGISTERED", "REGISTERED", Updated.class),
                arguments("u", "REGISTERED", "DEREGISTERED", Updated.class),
                arguments("u", "DEREGISTERED", "DEREGISTERED", Updated.class),
                arguments("r", null, "REGISTERED", Seen.class),
                arguments("r", null, "DEREGISTERED", Seen.class),
                arguments("d", "DEREGISTERED", null, Deleted.class));
    }

    @Test
    void shouldReadEveryColumn() {
        InferenceService service = reader.read(message("c", null, row())).row();

        assertThat(service.uid()).hasToString("00000000-0000-0000-0000-000000000001");
        assertThat(service.key()).hasToString("demo/svc");
        assertThat(service.settings().provider()).isEqualTo("OPENAI");
        assertThat(service.settings().endpointUrl()).isEqualTo("https://api.openai.com");
        assertThat(service.settings().apiProtocolVersion()).isEqualTo("OPENAI_V1");
        assertThat(service.settings().allowInsecure()).isTrue();
        assertThat(service.settings().credentialVersion()).isEqualTo(3);
        assertThat(service.settings().labels()).isEqualTo(Map.of("team", "search"));
        assertThat(service.settings().models()).singleElement().hasFieldOrPropertyWithValue("upstreamModel", "up");
        assertThat(service.change().revision()).isEqualTo(42);
        assertThat(service.change().actor()).isEqualTo("ann");
        assertThat(service.change().reason()).isEqualTo("why");
        assertThat(service.change().at()).isEqualTo(Instant.parse("2026-11-22T10:15:30.123456Z"));
    }

    @Test
    void shouldReadTheAbsenceOfCredentialsAndReason() {
        Struct row =
                row().put("credential_ref", null).put("credential_version", 0).put("change_reason", null);

        InferenceService service = reader.read(message("c", null, row)).row();

        assertThat(service.settings().credential()).isNull();
        assertThat(service.change().reason()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldStopAtWhatItCannotRead(String problem, SourceRecord message) {
        assertThatThrownBy(() -> reader.read(message))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("hm.inference_service")
                .hasMessageContaining("the-key")
                .hasMessageContaining("4711")
                .hasMessageContaining(problem);
    }

    static Stream<Arguments> shouldStopAtWhatItCannotRead() {
        Struct incomplete = new Struct(row(false)).put("uid", "00000000-0000-0000-0000-000000000001");
        return Stream.of(
                arguments("operation 't' is not known", message("t", row(), row())),
                arguments("the row 'before' the change is missing", message("u", null, row())),
                arguments("project is not a valid field", message("c", null, incomplete)),
                arguments("column name is null", message("c", null, row().put("name", null))),
                arguments("Column models", message("c", null, row().put("models", "__debezium_unavailable_value"))),
                arguments("REGISTRED", message("c", null, row().put("state", "REGISTRED"))),
                arguments(
                        "no envelope",
                        new SourceRecord(Map.of(), Map.of("lsn", 4711), "t", null, "the-key", null, null)));
    }

    private static SourceRecord message(String operation, @Nullable Struct before, @Nullable Struct after) {
        Schema row = after == null ? ROW : after.schema();
        Schema envelope = SchemaBuilder.struct()
                .field("op", Schema.STRING_SCHEMA)
                .field("source", SOURCE)
                .field("before", row)
                .field("after", row)
                .build();
        Struct source = new Struct(SOURCE).put("lsn", 4711L).put("txId", 7L).put("snapshot", "false");
        Struct value = new Struct(envelope)
                .put("op", operation)
                .put("source", source)
                .put("before", before)
                .put("after", after);
        return new SourceRecord(
                Map.of(), Map.of("lsn", 4711L), "t", null, Schema.STRING_SCHEMA, "the-key", envelope, value);
    }

    private static Struct row() {
        return new Struct(ROW)
                .put("uid", "00000000-0000-0000-0000-000000000001")
                .put("project", "demo")
                .put("name", "svc")
                .put("provider", "OPENAI")
                .put("endpoint_url", "https://api.openai.com")
                .put("api_protocol_version", "OPENAI_V1")
                .put("allow_insecure", true)
                .put(
                        "models",
                        "[{\"registryName\":\"svc\",\"upstreamModel\":\"up\",\"function\":\"OCR\","
                                + "\"aidbProvider\":\"x\",\"requestPath\":\"/v1\",\"more\":1}]")
                .put("labels", "{\"team\":\"search\"}")
                .put("credential_ref", "ref")
                .put("credential_version", 3)
                .put("state", "REGISTERED")
                .put("revision", 42L)
                .put("changed_by", "ann")
                .put("change_reason", "why")
                .put("changed_at", "2026-11-22T10:15:30.123456Z");
    }

    private static Schema row(boolean complete) {
        SchemaBuilder row = SchemaBuilder.struct().optional().field("uid", Schema.OPTIONAL_STRING_SCHEMA);
        if (complete) {
            for (String column : new String[] {
                "project",
                "name",
                "provider",
                "endpoint_url",
                "api_protocol_version",
                "models",
                "labels",
                "credential_ref",
                "state",
                "changed_by",
                "change_reason",
                "changed_at"
            }) {
                row.field(column, Schema.OPTIONAL_STRING_SCHEMA);
            }
            row.field("allow_insecure", Schema.OPTIONAL_BOOLEAN_SCHEMA);
            row.field("credential_version", Schema.OPTIONAL_INT32_SCHEMA);
            row.field("revision", Schema.OPTIONAL_INT64_SCHEMA);
        }
        return row.build();
    }
}
