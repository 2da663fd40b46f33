package dev.modelsync.quickstart;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Records as the attribute {@code event} of their schemas describes them. */
final class DescribedEvent {
    private static final Pattern FIELD = Pattern.compile("<([A-Za-z0-9]+)>");

    private DescribedEvent() {}

    /** Its topic, key and headers; of a record with a value. */
    static void assertIsAsItsSchemaSays(ConsumerRecord<String, SpecificRecord> message) {
        Map<?, ?> event = (Map<?, ?>) message.value().getSchema().getObjectProp("event");
        Map<String, String> headers = new TreeMap<>();
        message.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(message.topic()).isEqualTo(event.get("topic"));
        assertThat(message.key()).isEqualTo(filled(event.get("key"), message.value()));
        assertThat(headers)
                .containsEntry("ce_id", filled(event.get("id"), message.value()))
                .containsEntry("ce_source", filled(event.get("source"), message.value()))
                .containsEntry("ce_type", filled(event.get("type"), message.value()))
                .containsEntry("ce_subject", filled(event.get("subject"), message.value()))
                .containsEntry("ce_time", filled("<" + event.get("time") + ">", message.value()));
    }

    private static String filled(Object template, SpecificRecord value) {
        return FIELD.matcher(String.valueOf(template)).replaceAll(field -> {
            Object found = value.get(value.getSchema().getField(field.group(1)).pos());
            return found instanceof Enum<?> symbol ? plain(symbol.name()) : String.valueOf(found);
        });
    }

    /** A symbol as the types of events spell it. */
    static String plain(String symbol) {
        return symbol.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
