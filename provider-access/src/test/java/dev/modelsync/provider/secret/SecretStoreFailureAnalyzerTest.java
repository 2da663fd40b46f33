package dev.modelsync.provider.secret;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class SecretStoreFailureAnalyzerTest {
    @Test
    void shouldSayWhatIsWrongWithAKeysetWithoutQuotingIt() {
        Throwable failure = catchThrowable(() -> Keyset.parse("{\"a\": \"canary\"}"));

        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        // Those that want an application's beans cannot be had here.
                        .load(FailureAnalyzer.class, (type, name, unavailable) -> {})
                        .stream()
                        .map(analyzer -> analyzer.analyze(new IllegalStateException("no such bean", failure)))
                        .filter(Objects::nonNull)
                        .map(FailureAnalysis::getDescription))
                .singleElement()
                .asString()
                .contains("The keyset of modelsync.secrets is not a Tink keyset of AEAD keys")
                .doesNotContain("canary");
    }
}
