package dev.modelsync.provider.auth;

import dev.modelsync.provider.auth.ProviderAuth.AwsKeys;
import dev.modelsync.provider.auth.ProviderAuth.Headers;
import dev.modelsync.provider.secret.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderAuthTest {
    private static final Secret KEY = new Secret(Map.of("apiKey", "sk-hush"));

    @ParameterizedTest
    @CsvSource({
        "OPENAI, OPENAI_V1, authorization, Bearer sk-hush",
        "OPENAI_COMPATIBLE, OPENAI_V1, authorization, Bearer sk-hush",
        "NVIDIA_NIM, OPENAI_V1, authorization, Bearer sk-hush",
        "OPENROUTER, OPENAI_V1, authorization, Bearer sk-hush",
        "AWS_BEDROCK, OPENAI_V1, authorization, Bearer sk-hush",
        "AWS_BEDROCK, ANTHROPIC_V1, authorization, Bearer sk-hush",
        "ANTHROPIC, ANTHROPIC_V1, x-api-key, sk-hush",
        "GEMINI, GEMINI_V1_BETA, x-goog-api-key, sk-hush"
    })
    void shouldPutTheKeyWhereTheProviderLooksForIt(String provider, String protocol, String header, String value) {
        assertThat(ProviderAuth.of(provider, protocol, KEY))
                .hasValueSatisfying(
                        auth -> assertThat(((Headers) auth).values()).containsEntry(header, value));
    }

    @Test
    void shouldNameTheVersionToAnthropicOnly() {
        assertThat(headers("ANTHROPIC").defaults()).containsExactly(Map.entry("anthropic-version", "2023-06-01"));
        assertThat(headers("AWS_BEDROCK").defaults()).isEmpty();
        assertThat(headers("AWS_BEDROCK").values()).containsExactly(Map.entry("authorization", "Bearer sk-hush"));
    }

    private static Headers headers(String provider) {
        return (Headers) ProviderAuth.of(provider, "ANTHROPIC_V1", KEY).orElseThrow();
    }

    @Test
    void shouldSignForBedrockWithAccessKeys() {
        Secret keys = new Secret(Map.of("accessKeyId", "AKIA", "secretAccessKey", "hush"));

        assertThat(ProviderAuth.of("AWS_BEDROCK", "OPENAI_V1", keys)).contains(new AwsKeys("AKIA", "hush"));
        assertThat(ProviderAuth.of("AWS_BEDROCK", "OPENAI_V1", new Secret(Map.of("accessKeyId", "AKIA"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NVIDIA_NIM, OPENAI_V1", "OPENAI_COMPATIBLE, OPENAI_V1", "GEMINI, GEMINI_V1_BETA"})
    void shouldSendNothingWithoutACredential(String provider, String protocol) {
        assertThat(ProviderAuth.of(provider, protocol, null)).contains(new Headers(Map.of(), Map.of(), null));
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(ProviderAuth.of("OPENAI", "OPENAI_V9", KEY)).isEmpty();
        assertThat(ProviderAuth.of("OPENAI", "OPENAI_V1", new Secret(Map.of("password", "x"))))
                .isEmpty();
    }

    @Test
    void shouldShowNoValue() {
        assertThat(ProviderAuth.of("OPENAI", "OPENAI_V1", KEY).orElseThrow())
                .asString()
                .doesNotContain("hush");
        assertThat(new AwsKeys("AKIA", "hush")).asString().doesNotContain("hush", "AKIA");
    }
}
