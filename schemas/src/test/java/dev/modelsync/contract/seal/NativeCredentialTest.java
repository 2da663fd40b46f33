package dev.modelsync.contract.seal;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NativeCredentialTest {
    @Test
    void shouldFindTheOneKeyThatAidbCanShow() {
        assertThat(NativeCredential.apiKeyIn(Map.of("apiKey", "sk-1"))).contains("sk-1");
    }

    @Test
    void shouldFindNoneWhereRequestsAreSignedOrThereIsMoreThanOneSecret() {
        assertThat(NativeCredential.apiKeyIn(Map.of("accessKeyId", "AKIA-1", "secretAccessKey", "s")))
                .isEmpty();
        assertThat(NativeCredential.apiKeyIn(Map.of("apiKey", "sk-1", "secretAccessKey", "s")))
                .isEmpty();
        assertThat(NativeCredential.apiKeyIn(Map.of("apiKey", ""))).isEmpty();
        assertThat(NativeCredential.apiKeyIn(Map.of())).isEmpty();
    }
}
