package dev.modelsync.events.request;

import dev.modelsync.events.problem.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "[]", "null", "'x'", "{'a':1,'a':2}", "{'a':1} x", "{'a':sk-secret}"})
    void shouldRefuseWhatIsNotOneObject(String body) {
        assertThatThrownBy(() -> RequestJson.object(json(body)))
                .isInstanceOf(BadRequestException.class)
                .message()
                .doesNotContain("sk-secret");
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> RequestJson.object(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void shouldRefuseWhatIsNestedWithoutEnd() {
        assertThatThrownBy(() -> RequestJson.object(json("{'a':" + "[".repeat(100_000))))
                .isInstanceOf(BadRequestException.class);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
