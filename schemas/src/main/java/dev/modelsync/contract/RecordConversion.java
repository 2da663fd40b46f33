package dev.modelsync.contract;

import dev.modelsync.contract.UnreadableEventException.Cause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** From whatever kind of Avro record, of any release of the contract, to the generated type of the same name. */
final class RecordConversion {
    private final Map<String, Schema> contract = ReleasedSchemas.RELEASES.keySet().stream()
            .collect(Collectors.toMap(Schema::getFullName, Function.identity()));

    SpecificRecord toContract(IndexedRecord record) {
        Schema written = record.getSchema();
        Schema wanted = contract.get(written.getFullName());
        if (wanted == null) {
            throw new UnreadableEventException(Cause.UNKNOWN_SCHEMA, "no reader for " + written.getFullName());
        }
        if (record instanceof SpecificRecord specific && written.equals(wanted)) {
            return specific;
        }
        try {
            SpecificDatumReader<SpecificRecord> reader =
                    new SpecificDatumReader<>(written, wanted, SpecificData.getForSchema(wanted));
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes(record), null));
        } catch (IOException | AvroRuntimeException e) {
            throw new UnreadableEventException(Cause.MALFORMED, "it does not fit " + wanted.getFullName(), e);
        }
    }

    private static byte[] bytes(IndexedRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<IndexedRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
