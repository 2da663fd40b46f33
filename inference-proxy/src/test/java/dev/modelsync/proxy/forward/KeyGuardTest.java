package dev.modelsync.proxy.forward;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyGuardTest {
    private static final String KEY = "sk-sk-secret";
    private static final String MASK = "*".repeat(KEY.length());

    @ParameterizedTest
    @CsvSource({
        "nothing to hide, nothing to hide",
        "sk-sk-secret, ************",
        "a sk-sk-secret b, a ************ b",
        "sk-sk-sk-secret, sk-************",
        "sk-sk-secretsk-sk-secret, ************************",
        "sk-sk-secre, sk-sk-secre",
        "SK-SK-SECRET, SK-SK-SECRET"
    })
    void shouldMaskTheKey(String sent, String passed) {
        assertThat(pass(List.of(sent))).isEqualTo(passed);
    }

    @Test
    void shouldFindTheKeyInPieces() {
        assertThat(pass(List.of("a s", "k", "-sk-sec", "ret b"))).isEqualTo("a " + MASK + " b");
        assertThat(pass(List.of("sk-s", "k-s", "k-secret"))).isEqualTo("sk-" + MASK);
        assertThat(pass(List.of("ends with sk-sk"))).isEqualTo("ends with sk-sk");
    }

    @Test
    void shouldNotKeepBackTheEndOfAnEvent() {
        KeyGuard guard = new KeyGuard(KEY);
        Buffer event = Buffer.buffer("data: {\"ask\": \"sk-\"}\n\n");

        assertThat(guard.pass(event)).isSameAs(event);
    }

    @Test
    void shouldLookForNothingWithoutAKeyOrWithATrivialOne() {
        Buffer piece = Buffer.buffer("anything short");

        assertThat(new KeyGuard(null).pass(piece)).isSameAs(piece);
        assertThat(new KeyGuard("short").pass(piece)).isSameAs(piece);
        assertThat(new KeyGuard(null).isIn("")).isFalse();
    }

    @RepeatedTest(20)
    void shouldDoAsAReplacementOfTheWholeDoes() {
        Random random = new Random();
        StringBuilder text = new StringBuilder();
        while (text.length() < 500) {
            text.append(random.nextInt(3) == 0 ? KEY : KEY.substring(0, random.nextInt(KEY.length())));
        }
        KeyGuard guard = new KeyGuard(KEY);
        StringBuilder passed = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(20));
            passed.append(guard.pass(Buffer.buffer(text.substring(from, to))));
            from = to;
        }
        passed.append(guard.rest());

        assertThat(passed).hasToString(text.toString().replace(KEY, MASK));
    }

    private static String pass(List<String> pieces) {
        KeyGuard guard = new KeyGuard(KEY);
        StringBuilder passed = new StringBuilder();
        pieces.forEach(piece -> passed.append(guard.pass(Buffer.buffer(piece))));
        return passed.append(guard.rest()).toString();
    }
}
