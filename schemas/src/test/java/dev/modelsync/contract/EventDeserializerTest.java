package dev.modelsync.contract;

import dev.modelsync.contract.UnreadableEventException.Cause;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.WorkerCommand;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventDeserializerTest {
    private static final String TOPIC = Topic.SYNC_CONTROL.topicName();
    private static final Map<String, String> REGISTRY = Map.of(
            "value.serializer", FramedSerializer.class.getName(),
            "value.deserializer", FramedDeserializer.class.getName());

    @Test
    void shouldUseOurFramingWhereNothingElseIsNamed() {
        byte[] written = Objects.requireNonNull(EventSerializer.of(Map.of()).serialize(TOPIC, command()));
        assertThat(SingleObjectDeserializer.isSingleObject(written)).isTrue();
        assertThat(EventDeserializer.of(Map.of()).deserialize(TOPIC, written)).isEqualTo(command());
    }

    @Test
    void shouldReadBothFramingsOnOneTopicAndMakeContractTypesOfGenericRecords() {
        EventDeserializer deserializer = EventDeserializer.of(REGISTRY);
        byte[] framed = Objects.requireNonNull(EventSerializer.of(REGISTRY).serialize(TOPIC, command()));
        byte[] ours = Objects.requireNonNull(new SingleObjectSerializer().serialize(TOPIC, command()));
        assertThat(framed[0]).isZero();
        assertThat(deserializer.deserialize(TOPIC, framed)).isEqualTo(command());
        assertThat(deserializer.deserialize(TOPIC, ours)).isEqualTo(command());
    }

    @Test
    void shouldKeepATombstoneATombstone() {
        assertThat(EventDeserializer.of(REGISTRY).deserialize(TOPIC, null)).isNull();
        assertThat(EventSerializer.of(REGISTRY).serialize(TOPIC, null)).isNull();
    }

    static Stream<RuntimeException> outages() {
        return Stream.of(
                new UncheckedIOException(new ConnectException("refused")),
                new SerializationException("cannot fetch", new IOException("HTTP/1.1 header parser received no bytes")),
                new IllegalStateException("status 503"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void shouldNotTakeAnOutageOfTheRegistryForABadRecord(RuntimeException outage) {
        assertThatThrownBy(() -> failing(outage))
                .isInstanceOf(SchemaRegistryUnavailableException.class)
                .isInstanceOf(KafkaException.class)
                .hasCause(outage);
    }

    @Test
    void shouldSayOfABadRecordWhatIsWrong() {
        assertUnreadable(new UncheckedIOException(new EOFException()), Cause.MALFORMED);
        assertUnreadable(new SerializationException("no magic byte"), Cause.MALFORMED);
        assertUnreadable(new SchemaNotFoundException(), Cause.UNKNOWN_SCHEMA);
    }

    @Test
    void shouldRefuseWhatIsNoEventOfTheContract() {
        Schema foreign =
                SchemaBuilder.record("Foreign").fields().requiredString("a").endRecord();
        GenericRecord record = new GenericRecordBuilder(foreign).set("a", "b").build();
        assertThatThrownBy(() -> new RecordConversion().toContract(record))
                .isInstanceOfSatisfying(
                        UnreadableEventException.class,
                        e -> assertThat(e.reason()).isEqualTo(Cause.UNKNOWN_SCHEMA));
    }

    @Test
    void shouldTakeWhatASerialiserThrowsForAnOutage() {
        EventSerializer serializer = EventSerializer.of(Map.of("value.serializer", Unreachable.class.getName()));
        assertThatThrownBy(() -> serializer.serialize(TOPIC, command()))
                .isInstanceOf(SchemaRegistryUnavailableException.class);
    }

    @Test
    void shouldNameAClassThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventDeserializer.of(Map.of("value.deserializer", "no.Such")))
                .withMessageContaining("value.deserializer")
                .withMessageContaining("no.Such");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventSerializer.of(Map.of("value.serializer", "no.Such")))
                .withMessageContaining("value.serializer")
                .withMessageContaining("no.Such");
    }

    private static void assertUnreadable(RuntimeException failure, Cause cause) {
        assertThatThrownBy(() -> failing(failure))
                .isInstanceOfSatisfying(
                        UnreadableEventException.class,
                        e -> assertThat(e.reason()).isEqualTo(cause));
    }

    private static void failing(RuntimeException failure) {
        FramedDeserializer.failure.set(failure);
        try {
            EventDeserializer.of(REGISTRY).deserialize(TOPIC, new byte[] {0, 1});
        } finally {
            FramedDeserializer.failure.remove();
        }
    }

    private static WorkerCommand command() {
        return WorkerCommand.newBuilder()
                .setCommandId("c")
                .setClusterId("eu-1")
                .setType(CommandType.PAUSE)
                .setActor("ada")
                .setIssuedAt(Instant.parse("2026-11-26T10:00:00Z"))
                .setExpiresAt(Instant.parse("2026-11-26T11:00:00Z"))
                .build();
    }

    private static final class SchemaNotFoundException extends NoSuchElementException {
        private static final long serialVersionUID = 1L;
    }

    /** A zero byte and the datum, as registries' serialisers frame it, without their id. */
    public static final class FramedSerializer implements Serializer<SpecificRecord> {
        @Override
        public byte[] serialize(String topic, SpecificRecord value) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(0);
            try {
                BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
                new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
                encoder.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    /** Makes generic records, as most do by default. */
    public static final class FramedDeserializer implements Deserializer<Object> {
        private static final ThreadLocal<RuntimeException> failure = new ThreadLocal<>();

        @Override
        public Object deserialize(String topic, byte[] bytes) {
            if (failure.get() != null) {
                throw failure.get();
            }
            ByteBuffer datum = ByteBuffer.wrap(Arrays.copyOfRange(bytes, 1, bytes.length));
            try {
                return new GenericDatumReader<GenericRecord>(WorkerCommand.getClassSchema())
                        .read(null, DecoderFactory.get().binaryDecoder(datum.array(), null));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** As while the registry is away. */
    public static final class Unreachable implements Serializer<SpecificRecord> {
        @Override
        public byte[] serialize(String topic, SpecificRecord value) {
            throw new IllegalStateException("no route");
        }
    }
}
