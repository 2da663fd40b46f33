package dev.modelsync.cli.secret;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ArgumentGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-AbCdEfGhIjKlMnOpQrStUvWx",
                "sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWx",
                "sk-0123456789abcdef0123456789abcdef",
                "msc_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde",
                "nvapi-AbCdEfGhIjKlMnOpQrStUvWx",
                "AIzaSyAbCdEfGhIjKlMnOpQrStUvWxYz0123456",
                "AKIAIOSFODNN7EXAMPLE",
                "eyJhbGciOi.eyJzdWIi.c2ln",
                "--label=key=sk-proj-AbCdEfGhIjKlMnOpQrStUvWx",
                "--api-key",
                "--api-key=x",
                "--apikey",
                "--token=x",
                "--password",
                "--secret-access-key=x",
                "--access-key-id"
            })
    void shouldRefuseWhatIsASecretOrAsksForOne(String argument) {
        assertThat(ArgumentGuard.complaint(List.of("service", argument)))
                .hasValueSatisfying(complaint -> assertThat(complaint)
                        .contains("Argument 2", "--api-key-file")
                        .doesNotContain("AbCd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-learn",
                "sk-learn-embeddings-in-production-v2",
                "--api-key-file",
                "--api-key-file=key.txt",
                "--token-file=token.txt",
                "--access-token-file",
                "--credential-env=accessKeyId=MY_ID",
                "--label=team=search",
                "TEXT_COMPLETION=anthropic.claude-3-sonnet-20240229-v1:0",
                "5f0c0e0e-6c57-4a9b-9f3f-0b4c8c1a7e11"
            })
    void shouldPassNamesAndFiles(String argument) {
        assertThat(ArgumentGuard.complaint(List.of(argument))).isEmpty();
    }
}
