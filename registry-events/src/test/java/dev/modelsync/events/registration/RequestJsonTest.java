package dev.modelsync.events.registration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':'b'}            | {'a':'c'}              | {'a':'c'}",
                "{'a':'b'}            | {'b':'c'}              | {'a':'b','b':'c'}",
                "{'a':'b'}            | {'a':null}             | {}",
                "{'a':'b','b':'c'}    | {'a':null}             | {'b':'c'}",
                "{'a':['b']}          | {'a':'c'}              | {'a':'c'}",
                "{'a':'c'}            | {'a':['b']}            | {'a':['b']}",
                "{'a':{'b':'c'}}      | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]}    | {'a':[1]}              | {'a':[1]}",
                "{'e':null}           | {'a':1}                | {'e':null,'a':1}",
                "{}                   | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"
            })
    void shouldMergeAsTheRfcSays(String target, String patch, String merged) {
        assertThat(RequestJson.merge(RequestJson.object(json(target)), RequestJson.object(json(patch))))
                .isEqualTo(RequestJson.object(json(merged)));
    }

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
