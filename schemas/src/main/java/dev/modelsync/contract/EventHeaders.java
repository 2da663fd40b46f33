package dev.modelsync.contract;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The context attributes of a CloudEvents 1.0 event, as Kafka headers in binary mode. {@code source}
 * and {@code id} together recognise a duplicate: a repeated or replayed event carries the same ones.
 *
 * @param id unique within the source; for a change {@code <uid>:<revision>}
 * @param source URI reference of the emitter, for example {@code /hm/projects/demo}
 * @param type reversed DNS name in the past tense with the major version last
 * @param subject what the event is about, for example {@code services/openai-prod}
 * @param time when it happened
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding for CloudEvents</a>
 */
public record EventHeaders(String id, String source, String type, String subject, Instant time) {
    /** Media type of the values: Avro single-object encoding. */
    public static final String CONTENT_TYPE = "application/avro";

    /** Header that carries {@link #id()}. */
    public static final String ID = "ce_id";

    private static final String SPEC_VERSION = "1.0";
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    /** The headers of a new record, the W3C {@code traceparent} among them. */
    public Headers toKafka() {
        RecordHeaders headers = new RecordHeaders();
        add(headers, "ce_specversion", SPEC_VERSION);
        add(headers, ID, id);
        add(headers, "ce_source", source);
        add(headers, "ce_type", type);
        add(headers, "ce_subject", subject);
        add(headers, "ce_time", time.toString());
        add(headers, "content-type", CONTENT_TYPE);
        add(headers, "traceparent", traceparent());
        return headers;
    }

    /** The event id of a received record, empty when the record is not one of our events. */
    public static Optional<String> idOf(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(ID)).map(Header::value).map(value -> new String(value, UTF_8));
    }

    /**
     * The trace starts here: a change found in the log has no caller to inherit one from. Its id
     * follows from the event's identity, so that every delivery of one event is one trace.
     */
    private String traceparent() {
        byte[] digest = sha256(source + ' ' + id);
        HexFormat hex = HexFormat.of();
        String trace = hex.formatHex(digest, 0, TRACE_ID_BYTES);
        String span = hex.formatHex(digest, TRACE_ID_BYTES, TRACE_ID_BYTES + SPAN_ID_BYTES);
        return "00-" + trace + '-' + span + "-01";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
