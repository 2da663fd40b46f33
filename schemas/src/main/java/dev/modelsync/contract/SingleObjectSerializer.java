package dev.modelsync.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value in Avro's single-object encoding: marker, fingerprint of the writer's schema, data.
 * A null value stays null, which is a tombstone. Safe for use by several threads.
 *
 * <p>It is the default {@code value.serializer} of our producers; where a schema registry is used,
 * its own Avro serialiser takes this place by ordinary client properties.
 */
public final class SingleObjectSerializer implements Serializer<SpecificRecord> {
    static {
        TrustedTypes.register();
    }

    private final Map<Schema, BinaryMessageEncoder<SpecificRecord>> encoders = new ConcurrentHashMap<>();

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord value) {
        if (value == null) {
            return null;
        }
        try {
            ByteBuffer encoded = encoder(value.getSchema()).encode(value);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("A value for topic " + topic + " cannot be encoded", e);
        }
    }

    private BinaryMessageEncoder<SpecificRecord> encoder(Schema schema) {
        return encoders.computeIfAbsent(
                schema, written -> new BinaryMessageEncoder<>(SpecificData.getForSchema(written), written));
    }
}
