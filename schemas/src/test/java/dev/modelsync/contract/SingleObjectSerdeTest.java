package dev.modelsync.contract;

import dev.modelsync.contract.UnreadableEventException.Cause;
import dev.modelsync.schema.ChangeSource;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SingleObjectSerdeTest {
    private static final String TOPIC = Topic.INFERENCE_SERVICES.topicName();

    private final SingleObjectSerializer serializer = new SingleObjectSerializer();
    private final SingleObjectDeserializer deserializer = new SingleObjectDeserializer();

    @Test
    void shouldReadBackWhatItWrote() {
        ServiceChanged change = change();
        assertThat(deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, change)))
                .isEqualTo(change);
    }

    @Test
    void shouldKeepATombstoneATombstone() {
        assertThat(serializer.serialize(TOPIC, null)).isNull();
        assertThat(deserializer.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void shouldRefuseASchemaThatItDoesNotCarry() throws IOException {
        Schema foreign =
                SchemaBuilder.record("Foreign").fields().requiredString("a").endRecord();
        GenericRecord value = new GenericRecordBuilder(foreign).set("a", "b").build();
        ByteBuffer encoded = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), foreign).encode(value);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        assertUnreadable(bytes, Cause.UNKNOWN_SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 40})
    void shouldRefuseWhatIsCutOff(int length) {
        assertUnreadable(Arrays.copyOf(serializer.serialize(TOPIC, change()), length), Cause.MALFORMED);
    }

    @Test
    void shouldRefuseBytesOfAnotherFraming() {
        assertUnreadable(new byte[] {0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, Cause.MALFORMED);
    }

    @Test
    void shouldNotQuoteTheDataOfAnUnreadableEvent() {
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, "sk-very-secret".getBytes()))
                .hasMessageNotContaining("sk-");
    }

    private void assertUnreadable(byte[] bytes, Cause cause) {
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
                .isInstanceOfSatisfying(
                        UnreadableEventException.class,
                        e -> assertThat(e.reason()).isEqualTo(cause));
    }

    private static ServiceChanged change() {
        ServiceState state = ServiceState.newBuilder()
                .setProvider("OPENAI")
                .setEndpointUrl("https://api.example.com")
                .setApiProtocolVersion("OPENAI_V1")
                .setAllowInsecure(false)
                .setCredentialVersion(1)
                .setLabels(Map.of("team", "search"))
                .setModels(List.of(new ModelState(
                        "m", "text-embedding-3-small", "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings")))
                .build();
        return ServiceChanged.newBuilder()
                .setEventId("u:1")
                .setProjectId("demo")
                .setServiceName("openai-prod")
                .setServiceUid("u")
                .setRevision(1)
                .setType(ChangeType.REGISTERED)
                .setAfter(state)
                .setChangedFields(List.of("models"))
                .setActor("ada")
                .setReason("ticket 42")
                .setOccurredAt(Instant.parse("2026-11-22T10:00:00.000001Z"))
                .setSource(new ChangeSource(42L, 7L, false))
                .build();
    }
}
