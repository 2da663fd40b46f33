package dev.modelsync.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Which clusters there are, and how they get at credentials. */
class EnrolmentCommandsTest {
    private static final String STATUS = "/api/v1/clusters/primary/status";
    private static final String PUBLIC_KEY =
            "{\"primaryKeyId\":1,\"key\":[{\"keyMaterialType\":\"ASYMMETRIC_PUBLIC\"}]}";
    private static final String PRIVATE_KEY =
            "{\"primaryKeyId\":1,\"key\":[{\"keyMaterialType\":\"ASYMMETRIC_PRIVATE\",\"value\":\"c2VjcmV0\"}]}";

    private final FakeHm hm = new FakeHm();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        hm.close();
    }

    @Test
    void shouldKeepATokenInAFileForItsOwner() throws IOException {
        hm.on("POST /api/v1/clusters", 201, "{\"cluster\": {\"id\": \"primary\"}, \"accessToken\": \"msc_x\"}");
        Path file = folder.resolve("token");

        Run run = Run.on(
                hm, "cluster", "enrol", "primary", "--location", "PRIMARY", "--access-token-file", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out() + run.err()).contains("primary").doesNotContain("msc_x");
        assertThat(file).hasContent("msc_x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Run again = Run.on(
                hm, "cluster", "enrol", "primary", "--location", "PRIMARY", "--access-token-file", file.toString());
        assertThat(again.exitCode()).isEqualTo(64);
        assertThat(hm.requests()).hasSize(1);
    }

    @Test
    void shouldPrintNothingButTheTokenWhenAsked() {
        hm.on("POST /api/v1/clusters", 201, "{\"cluster\": {\"id\": \"primary\"}, \"accessToken\": \"msc_x\"}");

        Run run = Run.on(hm, "cluster", "enrol", "primary", "--location", "PRIMARY", "--access-token-file", "-");

        assertThat(run.out()).isEqualTo("msc_x\n");
        assertThat(run.err()).contains("primary");
    }

    @Test
    void shouldLeaveNoFileWhereNoClusterWasEnrolled() {
        hm.on("POST /api/v1/clusters", 409, "{\"status\": 409, \"detail\": \"taken\"}");
        Path file = folder.resolve("token");

        Run run = Run.on(
                hm, "cluster", "enrol", "primary", "--location", "PRIMARY", "--access-token-file", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldEnrolWithTheKeyThatCredentialsAreSealedWith() throws IOException {
        hm.on("POST /api/v1/clusters", 201, """
                {"cluster": {"id": "edge", "delivery": "DIRECT", "sealingKeyId": "0a0b"}, "accessToken": "msc_x"}
                """);
        Path key = Files.writeString(folder.resolve("edge.pub"), PUBLIC_KEY + "\n");

        Run fromFile = Run.on(hm, enrol("--delivery", "DIRECT", "--sealing-key-file", key.toString()));
        JsonNode sent = json(hm.last().body());
        Run fromInput = Run.of(
                Run.environment(hm), PUBLIC_KEY + "\n", enrol("--delivery", "DIRECT", "--sealing-key-file", "-"));

        assertThat(fromFile.exitCode()).as(fromFile.err()).isZero();
        assertThat(fromFile.err()).contains("DIRECT", "0a0b");
        assertThat(sent.path("delivery").asString()).isEqualTo("DIRECT");
        assertThat(sent.path("sealingKey").asString()).isEqualTo(PUBLIC_KEY);
        assertThat(fromInput.exitCode()).isZero();
        assertThat(json(hm.last().body())).isEqualTo(sent);
    }

    @Test
    void shouldSayNothingOfDeliveryWhereNothingWasSaid() {
        hm.on("POST /api/v1/clusters", 201, "{\"cluster\": {\"id\": \"edge\"}, \"accessToken\": \"msc_x\"}");

        Run.on(hm, enrol());

        assertThat(json(hm.last().body()).propertyNames()).containsExactly("id", "project", "location");
    }

    @Test
    void shouldSendNoKeyThatIsPrivateOrMissing() throws IOException {
        Path key = Files.writeString(folder.resolve("edge.key"), PRIVATE_KEY);

        Run given = Run.on(hm, enrol("--delivery", "DIRECT", "--sealing-key-file", key.toString()));
        Run missing = Run.on(hm, enrol("--delivery", "DIRECT"));
        Run unreadable = Run.on(hm, enrol("--delivery", "DIRECT", "--sealing-key-file", "no-such-file"));
        Run argument = Run.on(hm, enrol("--delivery", "DIRECT", "--sealing-key-file", PRIVATE_KEY));
        Run changed = Run.on(hm, "cluster", "delivery", "edge", "DIRECT");

        assertThat(List.of(given, missing, unreadable, argument, changed)).allSatisfy(run -> {
            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.out() + run.err()).doesNotContain("c2VjcmV0");
        });
        assertThat(given.err()).contains("private key", "Nothing was sent", "keypair --public");
        assertThat(missing.err()).contains("--sealing-key-file");
        assertThat(unreadable.err()).contains("no-such-file", "cannot be read");
        assertThat(hm.requests()).isEmpty();
    }

    @Test
    void shouldChangeTheDeliveryOfACluster() {
        hm.on("POST /api/v1/clusters/edge/delivery", 200, "{\"id\": \"edge\", \"delivery\": \"PROXY\"}");
        hm.on("POST /api/v1/clusters/edge/delivery", 422, """
                {"status": 422, "detail": "see errors", "errors": [
                  {"pointer": "/delivery", "code": "UNKNOWN_VALUE", "detail": "'POST' is none; allowed: PROXY, DIRECT"}]}
                """);

        Run changed = Run.on(hm, "cluster", "delivery", "edge", "PROXY", "--reason", "reachable by now");
        JsonNode sent = json(hm.last().body());
        Run unknown = Run.on(hm, "cluster", "delivery", "edge", "POST");

        assertThat(changed.exitCode()).isZero();
        assertThat(changed.out()).contains("Delivery", "PROXY");
        assertThat(sent).isEqualTo(json("{\"delivery\": \"PROXY\", \"reason\": \"reachable by now\"}"));
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("/delivery", "allowed: PROXY, DIRECT");
    }

    @Test
    void shouldShowHowClustersGetAtCredentials() {
        hm.on("GET /api/v1/clusters", 200, """
                {"nextPageToken": null, "items": [{"id": "edge", "project": "demo", "location": "SELF_MANAGED",
                  "delivery": "DIRECT", "enrolled": true, "worker": {"state": "RUNNING", "lag": 0}}]}
                """);
        hm.on("GET " + STATUS, 200, status("DIRECT", "\"PROXY\"", "\"Set delivery: direct\""));
        hm.on("GET " + STATUS, 200, status("DIRECT", "\"DIRECT\"", "null"));
        hm.on("GET " + STATUS, 200, status("PROXY", "null", "null"));

        assertThat(Run.on(hm, "cluster", "list").out()).contains("DELIVERY", "DIRECT");
        assertThat(Run.on(hm, "cluster", "status", "primary").out())
                .contains("DIRECT, the worker says PROXY", "Enrolment and worker differ. Set delivery: direct.");
        assertThat(Run.on(hm, "cluster", "status", "primary").out())
                .contains("DIRECT\n")
                .doesNotContain("differ");
        assertThat(Run.on(hm, "cluster", "status", "primary").out())
                .contains("PROXY\n")
                .doesNotContain("differ");
    }

    private static String status(String enrolled, String reported, String hint) {
        return """
                {"clusterId": "primary", "state": "RUNNING", "removalStop": null,
                 "delivery": {"enrolled": "%s", "reported": %s, "hint": %s}}
                """.formatted(enrolled, reported, hint);
    }

    private String[] enrol(String... more) {
        String[] first = {"cluster", "enrol", "edge", "--location", "SELF_MANAGED", "--access-token-file", "-"};
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
