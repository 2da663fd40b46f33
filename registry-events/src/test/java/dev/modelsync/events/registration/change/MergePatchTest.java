package dev.modelsync.events.registration.change;

import dev.modelsync.events.request.RequestJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MergePatchTest {
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
        assertThat(MergePatch.apply(RequestJson.object(json(target)), RequestJson.object(json(patch))))
                .isEqualTo(RequestJson.object(json(merged)));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
