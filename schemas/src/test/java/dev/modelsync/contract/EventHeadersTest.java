package dev.modelsync.contract;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class EventHeadersTest {
    private final EventHeaders event = new EventHeaders(
            "u:1",
            "/hm/projects/demo",
            "dev.modelsync.inferenceservice.registered.v1",
            "services/openai-prod",
            Instant.parse("2026-11-22T10:00:00.5Z"));

    @Test
    void shouldCarryEveryAttributeOfTheBinaryMode() {
        Map<String, String> headers = asText(event.toKafka());
        assertThat(headers.remove("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(headers)
                .isEqualTo(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "u:1",
                        "ce_source", "/hm/projects/demo",
                        "ce_type", "dev.modelsync.inferenceservice.registered.v1",
                        "ce_subject", "services/openai-prod",
                        "ce_time", "2026-11-22T10:00:00.500Z",
                        "content-type", "application/avro"));
    }

    @Test
    void shouldGiveEveryDeliveryOfAnEventTheSameTrace() {
        EventHeaders other = new EventHeaders("u:2", event.source(), event.type(), event.subject(), event.time());
        assertThat(asText(event.toKafka())).isEqualTo(asText(event.toKafka()));
        assertThat(asText(other.toKafka()).get("traceparent"))
                .isNotEqualTo(asText(event.toKafka()).get("traceparent"));
    }

    @Test
    void shouldFindTheIdOfAReceivedEvent() {
        assertThat(EventHeaders.idOf(event.toKafka())).contains("u:1");
        assertThat(EventHeaders.idOf(new RecordHeaders())).isEmpty();
    }

    private static Map<String, String> asText(Headers headers) {
        Map<String, String> text = new TreeMap<>();
        headers.forEach(header -> text.put(header.key(), new String(header.value(), UTF_8)));
        return text;
    }
}
