package dev.modelsync.embedded;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLogTest {
    @Test
    void shouldDropTheOldestOfTooMany() {
        RequestLog log = new RequestLog(2, 1_000);
        log.add(request("1", ""));
        log.add(request("2", ""));
        log.add(request("3", ""));
        assertThat(log.all()).extracting(RecordedRequest::path).containsExactly("2", "3");
    }

    @Test
    void shouldDropTheOldestOfTooLongOnesButNeverTheLatest() {
        RequestLog log = new RequestLog(10, 5);
        log.add(request("1", "123"));
        log.add(request("2", "123"));
        assertThat(log.all()).extracting(RecordedRequest::path).containsExactly("2");
        log.add(request("3", "123456"));
        assertThat(log.all()).extracting(RecordedRequest::path).containsExactly("3");
        log.add(request("4", "12345"));
        assertThat(log.all()).extracting(RecordedRequest::path).containsExactly("4");
    }

    private static RecordedRequest request(String path, String body) {
        return new RecordedRequest("POST", path, "", Map.of(), body);
    }
}
