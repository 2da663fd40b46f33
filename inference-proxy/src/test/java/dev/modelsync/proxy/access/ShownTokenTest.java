package dev.modelsync.proxy.access;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ShownTokenTest {
    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer msc_1",
        "authorization, bearer   msc_1 ",
        "x-api-key, msc_1",
        "x-goog-api-key, msc_1",
        "api-key, msc_1"
    })
    void shouldFindTheTokenWhereAidbPutsIt(String header, String value) {
        assertThat(shown(Map.of(header, List.of(value)))).contains("msc_1");
    }

    @Test
    void shouldTakeThePasswordOfBasicAuthentication() {
        String encoded = Base64.getEncoder().encodeToString("aidb:msc_1:2".getBytes(UTF_8));

        assertThat(shown(Map.of("authorization", List.of("Basic " + encoded)))).contains("msc_1:2");
    }

    @ParameterizedTest
    @CsvSource({"Basic %%%", "Basic bXNjXzE=", "Digest msc_1", "msc_1", "Bearer", "''"})
    void shouldFindNothingInWhatItDoesNotKnow(String value) {
        assertThat(shown(Map.of("authorization", List.of(value)))).isEmpty();
    }

    @Test
    void shouldTakeTheSameTokenTwice() {
        assertThat(shown(Map.of("authorization", List.of("Bearer msc_1"), "x-api-key", List.of("msc_1"))))
                .contains("msc_1");
    }

    @Test
    void shouldNotChooseBetweenTwoTokens() {
        assertThat(shown(Map.of("authorization", List.of("Bearer msc_1"), "x-api-key", List.of("msc_2"))))
                .isEmpty();
        assertThat(shown(Map.of("authorization", List.of("Bearer msc_1", "Bearer msc_2"))))
                .isEmpty();
        assertThat(shown(Map.of("authorization", List.of("Bearer msc_1"), "api-key", List.of(""))))
                .isEmpty();
    }

    private static Optional<String> shown(Map<String, List<String>> headers) {
        return ShownToken.in(name -> headers.getOrDefault(name, List.of()));
    }
}
