package dev.modelsync.contract.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.StringType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The fields of a credential as bytes: an Avro map of strings. */
final class CredentialFields {
    private static final Schema SCHEMA = mapOfTexts();

    private CredentialFields() {}

    static byte[] write(Map<String, String> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<Map<String, String>>(SCHEMA).write(new TreeMap<>(fields), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static Map<String, String> read(byte[] bytes) throws IOException {
        return Map.copyOf(new GenericDatumReader<Map<String, String>>(SCHEMA)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null)));
    }

    /** Avro takes the class of a map's keys from the map's schema, that of the values from theirs. */
    private static Schema mapOfTexts() {
        Schema text = Schema.create(Schema.Type.STRING);
        GenericData.setStringType(text, StringType.String);
        Schema map = Schema.createMap(text);
        GenericData.setStringType(map, StringType.String);
        return map;
    }
}
