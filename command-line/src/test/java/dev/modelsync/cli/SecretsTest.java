package dev.modelsync.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets come in by files, standard input and the environment, and by nothing else. */
class SecretsTest {
    private static final String SERVICES = "/api/v1/projects/demo/inference-services";
    private static final String KEY = "sk-proj-AbCdEfGhIjKlMnOpQrStUvWx";

    private final FakeHm hm = new FakeHm().on("POST " + SERVICES, 201, "{\"name\": \"s\"}");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        hm.close();
    }

    @Test
    void shouldReadAKeyFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");

        assertThat(Run.on(hm, "service", "register", "s", "--api-key-file", file.toString())
                        .exitCode())
                .isZero();

        assertThat(credentials().get("apiKey").stringValue()).isEqualTo(KEY);
    }

    @Test
    void shouldReadAKeyFromStandardInput() {
        Run run = Run.of(Run.environment(hm), KEY + "\n", "service", "register", "s", "--api-key-file", "-");

        assertThat(run.exitCode()).isZero();
        assertThat(credentials().get("apiKey").stringValue()).isEqualTo(KEY);
    }

    @Test
    void shouldReadKeysFromTheEnvironmentThatIsNamed() {
        Map<String, String> environment = Run.environment(hm);
        environment.put("MY_ID", "AKIAIOSFODNN7EXAMPLE");
        environment.put("MY_SECRET", "wJalr");

        Run run = Run.of(
                environment,
                "",
                "service",
                "register",
                "s",
                "--credential-env",
                "accessKeyId=MY_ID",
                "--credential-env",
                "secretAccessKey=MY_SECRET");

        assertThat(run.exitCode()).isZero();
        assertThat(credentials().get("accessKeyId").stringValue()).isEqualTo("AKIAIOSFODNN7EXAMPLE");
        assertThat(credentials().get("secretAccessKey").stringValue()).isEqualTo("wJalr");
    }

    @Test
    void shouldRefuseAKeyAmongTheArgumentsAndNotRepeatIt() {
        Run run = Run.on(hm, "service", "register", "s", "--label", "key=" + KEY);
        Run option = Run.on(hm, "service", "register", "s", "--api-key", "any");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("--api-key-file").doesNotContain(KEY);
        assertThat(option.exitCode()).isEqualTo(64);
        assertThat(option.err()).contains("--api-key-file");
        assertThat(hm.requests()).isEmpty();
    }

    @Test
    void shouldReadStandardInputForOneSecretOnly() {
        Run run = Run.of(
                Run.environment(hm), KEY, "service", "register", "s", "--api-key-file", "-", "--token-file", "-");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("Standard input can be read once").doesNotContain(KEY);
    }

    @Test
    void shouldRefuseAnEmptyKey() {
        Run file = Run.of(Run.environment(hm), "\n", "service", "register", "s", "--api-key-file", "-");
        Run variable = Run.on(hm, "service", "register", "s", "--api-key-env", "NOT_SET");

        assertThat(file.exitCode()).isEqualTo(64);
        assertThat(variable.exitCode()).isEqualTo(64);
        assertThat(hm.requests()).isEmpty();
    }

    @Test
    void shouldNotQuoteAFileThatCannotBeUnderstood() {
        Run run = Run.of(
                Run.environment(hm),
                "credentials: {apiKey: '" + KEY + "', x: [",
                "service",
                "register",
                "s",
                "-f",
                "-");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("no JSON and no YAML").doesNotContain(KEY);
    }

    @Test
    void shouldReadTheTokenFromAFileBeforeTheEnvironment() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "from-file\n");
        Map<String, String> environment = Run.environment(hm);
        environment.put("MODELSYNC_TOKEN", "from-environment");

        Run.of(environment, "", "service", "register", "s", "--token-file", file.toString());
        assertThat(hm.last().headers().getFirst("Authorization")).isEqualTo("Bearer from-file");

        environment.put("MODELSYNC_TOKEN_FILE", file.toString());
        Run.of(environment, "", "service", "register", "s");
        assertThat(hm.last().headers().getFirst("Authorization")).isEqualTo("Bearer from-file");
    }

    @Test
    void shouldNotRepeatATokenThatCannotBeOne() {
        Map<String, String> environment = Run.environment(hm);
        environment.put("MODELSYNC_TOKEN", "first-line\nsecond-line");

        Run run = Run.of(environment, "", "cluster", "list");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("one line of visible ASCII").doesNotContain("first-line", "second-line");
        assertThat(Run.on(hm, "cluster", "list", "--actor", "J\u00fcrgen").exitCode())
                .isEqualTo(64);
    }

    @Test
    void shouldNotShowATokenInTheClear() {
        Run run =
                Run.of(Map.of("MODELSYNC_URL", "http://hm.example.com", "MODELSYNC_TOKEN", "t"), "", "cluster", "list");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("in the clear", "https");
    }

    @Test
    void shouldNotRepeatAPasswordInTheAddress() {
        Run run = Run.on(hm, "cluster", "list", "--url", "http://ann:hunter2@127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).doesNotContain("hunter2");
    }

    private JsonNode credentials() {
        return JsonMapper.shared().readTree(hm.last().body()).get("credentials");
    }
}
