package dev.modelsync.events.capture;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Messages in the log of Postgres beside the changes of tables: they reach whoever reads the log, in
 * the order of the commits. Anyone who may connect to the database can write one.
 */
final class LogMessages {
    static final String PREFIX = "modelsync";
    /** Asks the active capture, whichever process it is in, for a comparison. */
    static final String COMPARE = "compare";

    private static final String MARK = "mark ";
    private static final String TOPIC = EngineSettings.PREFIX + ".message";

    private final JdbcClient jdbc;

    LogMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static String newMark() {
        return MARK + UUID.randomUUID();
    }

    void emit(String content) {
        jdbc.sql("SELECT pg_logical_emit_message(true, :prefix, :content)::text")
                .param("prefix", PREFIX)
                .param("content", content)
                .query(String.class)
                .single();
    }

    /** The content of one of our messages, empty for everything else. */
    static Optional<String> read(SourceRecord event) {
        if (!TOPIC.equals(event.topic()) || !(event.value() instanceof Struct envelope)) {
            return Optional.empty();
        }
        Struct message = envelope.getStruct("message");
        Object content = PREFIX.equals(message.getString("prefix")) ? message.get("content") : null;
        if (content instanceof ByteBuffer buffer) {
            return Optional.of(UTF_8.decode(buffer.duplicate()).toString());
        }
        return content instanceof byte[] bytes ? Optional.of(new String(bytes, UTF_8)) : Optional.empty();
    }
}
