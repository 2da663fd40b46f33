package dev.modelsync.embedded.inference;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CredentialTest {
    @ParameterizedTest
    @CsvSource({
        "BEARER, api_key, k, Authorization, Bearer k",
        "BEARER, token, k, Authorization, Bearer k",
        "BEARER, basic_auth, user:password, Authorization, Basic dXNlcjpwYXNzd29yZA==",
        "BEARER, basic_auth, dXNlcjpwYXNzd29yZA==, Authorization, Basic dXNlcjpwYXNzd29yZA==",
        "ANTHROPIC, api_key, k, x-api-key, k",
        "ANTHROPIC, basic_auth, user:password, Authorization, Basic dXNlcjpwYXNzd29yZA==",
        "GEMINI, api_key, k, x-goog-api-key, k"
    })
    void shouldGoIntoTheHeaderOfTheProvider(
            ProviderHeaders headers, String kind, String secret, String header, String value) {
        Credential credential = Credential.of(Map.of(kind, secret));
        assertThat(headers.of(credential)).isEqualTo(Map.of(header, value));
        assertThat(credential.toString()).doesNotContain(secret);
    }

    @Test
    void shouldSendNothingWhenNothingIsStored() {
        assertThat(ProviderHeaders.BEARER.of(Credential.of(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-one\nsk-two", "sk-\u0000", "sk-\u20ac"})
    void shouldRefuseWhatNoHeaderHolds(String secret) {
        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> Credential.of(Map.of("api_key", secret)))
                .withMessageContaining("a character that an HTTP header may not have")
                .withMessageNotContaining("sk-");
    }

    @Test
    void shouldRefuseAnUnknownKindWithoutTellingIt() {
        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> Credential.of(Map.of("password", "sk-one")))
                .withMessageContaining("credentials must be")
                .withMessageNotContaining("sk-one");
    }
}
