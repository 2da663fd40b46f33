package dev.modelsync.contract;

import dev.modelsync.contract.UnreadableEventException.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link SingleObjectSerializer} wrote, with any schema of this jar, into the generated
 * type of the same name. A null value stays null. Anything else fails with {@link
 * UnreadableEventException}; no class is ever chosen by what the bytes say beyond the known schemas.
 */
public final class SingleObjectDeserializer implements Deserializer<SpecificRecord> {
    static {
        TrustedTypes.register();
    }

    private static final int MARKER = 0xC301;
    private static final int MARKER_BYTES = 2;
    private static final int HEADER_BYTES = 10;

    private final SchemaStore store = ReleasedSchemas.store();
    private final Map<String, BinaryMessageDecoder<SpecificRecord>> decoders = decoders(store);

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        Schema written = writtenWith(bytes);
        BinaryMessageDecoder<SpecificRecord> decoder = decoders.get(written.getFullName());
        if (decoder == null) {
            throw new UnreadableEventException(Cause.UNKNOWN_SCHEMA, "no reader for " + written.getFullName());
        }
        try {
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableEventException(
                    Cause.MALFORMED, "the data do not fit schema " + written.getFullName(), e);
        }
    }

    /** Whether the bytes begin with the marker of the encoding; no value of another framing of ours does. */
    static boolean isSingleObject(byte[] bytes) {
        return bytes.length >= MARKER_BYTES && (ByteBuffer.wrap(bytes).getShort() & 0xFFFF) == MARKER;
    }

    private Schema writtenWith(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || !isSingleObject(bytes)) {
            throw new UnreadableEventException(
                    Cause.MALFORMED, "not in Avro single-object encoding (" + bytes.length + " bytes)");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER_BYTES);
        Schema written = store.findByFingerprint(fingerprint);
        if (written == null) {
            throw new UnreadableEventException(
                    Cause.UNKNOWN_SCHEMA, "schema fingerprint " + HexFormat.of().toHexDigits(fingerprint));
        }
        return written;
    }

    private static Map<String, BinaryMessageDecoder<SpecificRecord>> decoders(SchemaStore store) {
        Map<String, BinaryMessageDecoder<SpecificRecord>> decoders = new HashMap<>();
        for (Schema current : ReleasedSchemas.RELEASES.keySet()) {
            decoders.put(
                    current.getFullName(),
                    new BinaryMessageDecoder<>(SpecificData.getForSchema(current), current, store));
        }
        return decoders;
    }
}
