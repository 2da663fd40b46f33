package dev.modelsync.quickstart;

import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.quickstart.HmClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The quickstart as its user meets it: a program with options, ended by ctrl-C or by force. */
class QuickstartIT {
    private static final Path JAR = Path.of("target", "quickstart-0.1.0.jar");
    private static final Duration START = Duration.ofSeconds(120);
    private static final String[] FREE_PORTS = {
        "--api-port=0",
        "--worker-port=0",
        "--proxy-port=0",
        "--proxy-admin-port=0",
        "--kafka-port=0",
        "--hm-port=0",
        "--primary-port=0",
        "--secondary-port=0",
        "--provider-port=0"
    };

    @TempDir
    private Path folder;

    @AfterEach
    void endWhatAFailedTestLeftBehind() {
        serversOf(folder).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void shouldEndAfterTheStoryWithSuccess() {
        try (JavaProcess quickstart = start("first", "--exit")) {
            assertThat(quickstart.awaitEnd(START)).as(quickstart.output()).isZero();
            assertThat(quickstart.output()).contains("every step arrived on every cluster");
        }
        assertThat(serversOf(folder)).isEmpty();
    }

    @Test
    void shouldGoOnWhereItWasAfterBeingKilled() {
        try (JavaProcess killed = start("killed")) {
            HmClient hm = awaitUp(killed);
            hm.register(service("kept")).orFail("register");
            killed.kill();
        }
        assertThat(serversOf(folder))
                .as("Postgres outlives a killed quickstart")
                .hasSize(3);
        try (JavaProcess next = start("next")) {
            HmClient hm = awaitUp(next);
            Answer kept = hm.get("kept").orFail("get");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(hm.get("kept").body()).contains("\"primary\"", "\"secondary\"", "APPLIED"));
            Answer edited = hm.edit("kept", kept.revision(), Map.of("labels", Map.of("edited", "yes")));
            assertThat(edited.status()).isEqualTo(200);
            assertThat(next.end()).as("status after being asked to end").isIn(0, 130, 143);
        }
        assertThat(serversOf(folder)).isEmpty();
    }

    @Test
    void shouldNameThePortThatIsTakenAndTheOptionThatChangesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertComplaint("--api-port", taken.getLocalPort());
            assertComplaint("--kafka-port", taken.getLocalPort());
            assertComplaint("--primary-port", taken.getLocalPort());
        }
    }

    @Test
    void shouldRefuseAWrongOption() {
        try (JavaProcess quickstart = start("wrong", "--api-port=http")) {
            assertThat(quickstart.awaitEnd(START)).isEqualTo(2);
            assertThat(quickstart.output()).contains("--api-port", "http").doesNotContain("Exception");
        }
    }

    private void assertComplaint(String option, int port) {
        try (JavaProcess quickstart = start("taken" + option, "--exit", option + "=" + port)) {
            assertThat(quickstart.awaitEnd(START)).isEqualTo(1);
            assertThat(quickstart.output().lines().filter(line -> line.contains("taken by another program")))
                    .singleElement()
                    .asString()
                    .contains("Port " + port, option);
            assertThat(quickstart.output()).doesNotContain("Exception");
        }
    }

    private JavaProcess start(String name, String... options) {
        String[] arguments = Stream.of(
                        Stream.of(FREE_PORTS)
                                .filter(port -> Stream.of(options)
                                        .noneMatch(option -> option.startsWith(port.substring(0, port.indexOf('='))))),
                        Stream.of("--data", folder.resolve("data").toString()),
                        Stream.of(options))
                .flatMap(some -> some)
                .toArray(String[]::new);
        JavaCommand command = JavaCommand.ofJar(JAR).options("-Xmx1g", "-XX:+UseSerialGC");
        return JavaProcess.start(command.arguments(arguments), folder.resolve(name + ".out"));
    }

    private static HmClient awaitUp(JavaProcess quickstart) {
        Pattern api = Pattern.compile("HM API +(http://\\S+?)/api/v1");
        await().atMost(START)
                .failFast(quickstart::requireAlive)
                .until(() -> api.matcher(quickstart.output()).find());
        Matcher matcher = api.matcher(quickstart.output());
        assertThat(matcher.find()).isTrue();
        return new HmClient(URI.create(matcher.group(1)), Story.PROJECT);
    }

    /** The Postgres servers that run on data below the folder. */
    private static List<ProcessHandle> serversOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments ->
                                Stream.of(arguments).anyMatch(argument -> argument.contains(folder.toString())))
                        .orElse(false))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                .toList();
    }

    private static Map<String, Object> service(String name) {
        return Map.of(
                "name",
                name,
                "provider",
                "OPENAI_COMPATIBLE",
                "endpointUrl",
                "http://127.0.0.1:8099",
                "models",
                List.of(Map.of("upstreamModel", "m", "function", "TEXT_EMBEDDING")));
    }
}
