package dev.modelsync.benchmark.load;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WrkTest {
    @Test
    void shouldReadWhatItsScriptPrints() {
        Wrk.Result result = Wrk.parse("Running 5s test\n  16 connections\nresult 50000 5000000 0 421 1930\n");
        assertThat(result.perSecond()).isEqualTo(10_000);
        assertThat(result.medianMillis()).isEqualTo(0.421);
        assertThat(result.p99Millis()).isEqualTo(1.93);
    }

    @ParameterizedTest
    @CsvSource({"50000, 3", "0, 0"})
    void shouldRefuseAFigureOfFailedCallsOrOfNone(int answered, int failed) {
        assertThatThrownBy(() -> Wrk.parse("result " + answered + " 5000000 " + failed + " 421 1930"))
                .hasMessageStartingWith("Of wrk's calls " + answered + " were answered and " + failed + " failed");
    }

    @Test
    void shouldShowWhatItSaysInsteadOfAResult() {
        assertThatThrownBy(() -> Wrk.parse("unable to connect to 127.0.0.1:1 Connection refused"))
                .hasMessageContaining("Connection refused");
    }

    @Test
    void shouldSendWhatTheCallIs() {
        String script = Wrk.script(
                new HttpCall(URI.create("http://127.0.0.1:1/"), Map.of("Authorization", "Bearer x"), "{\"a\": 1}"));
        assertThat(script)
                .contains("wrk.method = \"POST\"")
                .contains("wrk.body = [[{\"a\": 1}]]")
                .contains("wrk.headers[\"Authorization\"] = \"Bearer x\"");
    }
}
