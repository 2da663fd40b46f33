package dev.modelsync.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on what is parked, and on topics. */
class ParkAndTopicsCommandsTest {
    private static final String COMMANDS = "/api/v1/clusters/primary/commands";
    private static final String STATUS = "/api/v1/clusters/primary/status";
    private static final String PARKED = """
            {"nextPageToken": null, "items": [{"cluster": "primary", "project": "demo", "service": "s", "revision": 7,
              "reason": "CREDENTIAL_CONFLICT", "detail": "d", "remedy": "Delete them", "changedAt": "x", "since": "y"}]}
            """;

    private final FakeHm hm = new FakeHm();

    @AfterEach
    void close() {
        hm.close();
    }

    @Test
    void shouldGiveUpTheParkedChangeThatWasSeen() {
        hm.on("GET " + STATUS, 200, "{}").on("GET /api/v1/parked", 200, PARKED);
        hm.on("POST " + COMMANDS, 202, "{\"result\": \"PENDING\"}", "Location", COMMANDS + "/1");

        Run shown = Run.on(hm, "park", "show", "primary", "s");
        Run discarded = Run.on(hm, "park", "discard", "primary", "s", "--reason", "old", "--wait", "0");

        assertThat(shown.out()).contains("CREDENTIAL_CONFLICT", "What to do", "Delete them");
        assertThat(discarded.exitCode()).isZero();
        assertThat(json(hm.last().body()))
                .isEqualTo(
                        json(
                                "{\"type\": \"DISCARD_PARKED\", \"project\": \"demo\", \"service\": \"s\", \"revision\": 7, \"reason\": \"old\"}"));
    }

    @Test
    void shouldSayThatNothingIsParked() {
        hm.on("GET " + STATUS, 200, "{}").on("GET /api/v1/parked", 200, "{\"items\": [], \"nextPageToken\": null}");

        assertThat(Run.on(hm, "park", "list").out()).contains("Nothing is parked");
        Run show = Run.on(hm, "park", "show", "primary", "s");
        assertThat(show.exitCode()).isEqualTo(1);
        assertThat(show.err()).contains("not parked");
    }

    @Test
    void shouldTellUnsafeTopicsFromSafeOnes() {
        String safe = """
                {"items": [{"topic": "t", "state": "SAFE", "partitions": 3, "replicationFactor": 1, "created": %s, "repair": null,
                  "settings": [{"name": "cleanup.policy", "found": "compact", "wanted": "compact", "atLeast": false, "safe": true}]}]}
                """;
        hm.on("GET /api/v1/topics", 200, safe.formatted("false"));
        hm.on("GET /api/v1/topics", 200, """
                {"items": [{"topic": "t", "state": "UNSAFE", "partitions": 3, "replicationFactor": 1, "created": false,
                  "repair": "kafka-configs.sh --alter",
                  "settings": [{"name": "retention.ms", "found": "1", "wanted": "9", "atLeast": true, "safe": false}]}]}
                """);
        hm.on("POST /api/v1/topics", 200, safe.formatted("true"));

        assertThat(Run.on(hm, "topics", "verify").exitCode()).isZero();
        Run unsafe = Run.on(hm, "topics", "verify");
        assertThat(unsafe.exitCode()).isEqualTo(2);
        assertThat(unsafe.out()).contains("UNSAFE", "at least 9", "kafka-configs.sh --alter");
        Run created = Run.on(hm, "topics", "create");
        assertThat(created.exitCode()).isZero();
        assertThat(created.out()).contains("CREATED");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
