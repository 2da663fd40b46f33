package dev.modelsync.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on clusters, on what is parked, on topics and on the activity log. */
class OperationCommandsTest {
    private static final String COMMANDS = "/api/v1/clusters/primary/commands";
    private static final String STATUS = "/api/v1/clusters/primary/status";
    private static final String PARKED = """
            {"nextPageToken": null, "items": [{"cluster": "primary", "project": "demo", "service": "s", "revision": 7,
              "reason": "CREDENTIAL_CONFLICT", "detail": "d", "remedy": "Delete them", "changedAt": "x", "since": "y"}]}
            """;

    private final FakeHm hm = new FakeHm();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        hm.close();
    }

    @Test
    void shouldWaitForTheAnswerOfAWorker() {
        hm.on("POST " + COMMANDS, 202, "{\"result\": \"PENDING\"}", "Location", COMMANDS + "/1");
        hm.on("GET " + COMMANDS + "/1", 200, "{\"result\": \"PENDING\"}");
        hm.on("GET " + COMMANDS + "/1", 200, "{\"result\": \"DONE\"}");
        hm.on(
                "GET " + COMMANDS + "/1",
                200,
                "{\"result\": \"REFUSED\", \"refusal\": \"NOT_PAUSED\", \"detail\": \"No command\"}");

        Run done = Run.on(hm, "cluster", "pause", "primary", "--reason", "upgrade");
        Run refused = Run.on(hm, "cluster", "resume", "primary");

        assertThat(done.exitCode()).isZero();
        assertThat(json(hm.requests().get(0).body())).isEqualTo(json("{\"type\": \"PAUSE\", \"reason\": \"upgrade\"}"));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("NOT_PAUSED", "No command");
    }

    @Test
    void shouldTimeOutWhenAWorkerDoesNotAnswer() {
        hm.on("POST " + COMMANDS, 202, "{\"result\": \"PENDING\"}", "Location", COMMANDS + "/1");
        hm.on("GET " + COMMANDS + "/1", 200, "{\"result\": \"PENDING\"}");

        assertThat(Run.on(hm, "cluster", "rebuild", "primary", "--wait", "1").exitCode())
                .isEqualTo(4);
        assertThat(Run.on(hm, "cluster", "rebuild", "primary", "--wait", "0").exitCode())
                .isZero();
    }

    @Test
    void shouldApproveOnlyOfWhatWasSeen() {
        hm.on("GET " + STATUS, 200, """
                {"clusterId": "primary", "state": "NEEDS_APPROVAL",
                 "removalStop": {"approvalId": "a1", "removals": 40, "ownedModels": 41, "since": "2026-11-24T20:15:00Z"}}
                """);
        hm.on("POST " + COMMANDS, 202, "{\"result\": \"PENDING\"}", "Location", COMMANDS + "/1");

        Run shown = Run.on(hm, "cluster", "approve", "primary");
        Run status = Run.on(hm, "cluster", "status", "primary");
        Run approved = Run.on(hm, "cluster", "approve", "primary", "--approval", "a1", "--wait", "0");

        assertThat(shown.exitCode()).isEqualTo(3);
        assertThat(shown.err()).contains("40 of 41 models would be removed", "cluster approve primary --approval a1");
        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(approved.exitCode()).isZero();
        assertThat(json(hm.last().body())).isEqualTo(json("{\"type\": \"APPROVE_REMOVALS\", \"approvalId\": \"a1\"}"));
    }

    @Test
    void shouldSayThatNothingWaitsForApproval() {
        hm.on("GET " + STATUS, 200, "{\"clusterId\": \"primary\", \"state\": \"RUNNING\", \"removalStop\": null}");

        assertThat(Run.on(hm, "cluster", "approve", "primary").exitCode()).isZero();
        assertThat(Run.on(hm, "cluster", "status", "primary").exitCode()).isZero();
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

    @Test
    void shouldTellAClusterThatDiffersFromOneThatDoesNot() {
        hm.on("GET /api/v1/clusters/primary/diff", 200, """
                {"clusterId": "primary", "at": null, "actualFrom": "2026-11-24T20:15:00Z", "freshness": {"working": false, "state": "PAUSED"},
                 "unknownServices": [], "same": 3, "different": 1, "models": [{"model": "m", "service": "s", "verdict": "MISSING",
                   "wanted": {"provider": "openai_embeddings", "upstreamModel": "small"}, "actual": null, "reason": null, "detail": null}]}
                """);
        hm.on("GET /api/v1/clusters/primary/diff", 200, """
                {"clusterId": "primary", "at": "2026-11-24T20:15:00Z", "actualFrom": null, "freshness": null,
                 "unknownServices": ["old"], "same": 4, "different": 0, "models": []}
                """);

        Run different = Run.on(hm, "cluster", "diff", "primary");
        assertThat(different.exitCode()).isEqualTo(2);
        assertThat(different.out())
                .contains(
                        "MISSING",
                        "openai_embeddings small",
                        "3 models are as they are wanted, 1 are not",
                        "it is PAUSED");
        Run same = Run.on(hm, "cluster", "diff", "primary", "--at", "2026-11-24T20:15:00Z", "--all");
        assertThat(same.exitCode()).isZero();
        assertThat(same.out()).contains("as of 2026-11-24T20:15:00Z", "no longer tell what these wanted then: old");
        assertThat(hm.last().path()).endsWith("/diff?at=2026-11-24T20%3A15%3A00Z&all=true");
    }

    @Test
    void shouldAskForEntriesByEachFilter() {
        hm.on("GET /api/v1/activity", 200, "{\"entries\": [], \"nextCursor\": null}");

        Run.on(
                hm,
                "activity",
                "query",
                "--service",
                "s",
                "--cluster",
                "c",
                "--by",
                "ann",
                "--type",
                "UPDATED",
                "--outcome",
                "PARKED",
                "--from",
                "2026-11-24T20:15:00Z",
                "--to",
                "2026-11-25T00:00:00Z",
                "--limit",
                "7");

        assertThat(hm.last().path())
                .isEqualTo("/api/v1/activity?project=demo&service=s&cluster=c&actor=ann&type=UPDATED&outcome=PARKED"
                        + "&from=2026-11-24T20%3A15%3A00Z&to=2026-11-25T00%3A00%3A00Z&limit=7");
        Run.on(hm, "activity", "query", "--since", "2h");
        String from = hm.last().path().replaceAll(".*from=([^&]*).*", "$1").replace("%3A", ":");
        assertThat(Instant.parse(from))
                .isBetween(Instant.now().minusSeconds(7260), Instant.now().minusSeconds(7199));
    }

    @Test
    void shouldExportAsAWholeOrNotAtAll() throws IOException {
        hm.on("GET /api/v1/activity/export", 200, "{\"id\": \"1\"}\n");
        hm.on("GET /api/v1/activity/export", 400, "{\"status\": 400, \"detail\": \"no\"}");
        Path file = folder.resolve("out.ndjson");

        assertThat(Run.on(hm, "activity", "export", "--to-file", file.toString())
                        .exitCode())
                .isZero();
        assertThat(file).hasContent("{\"id\": \"1\"}");
        assertThat(Run.on(hm, "activity", "export", "--format", "xml", "--to-file", file.toString())
                        .exitCode())
                .isEqualTo(1);
        assertThat(file).hasContent("{\"id\": \"1\"}");
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).isEqualTo(List.of(file));
        }
    }

    @Test
    void shouldFollowTheLogAndTakeItUpAgain() {
        hm.on(
                "GET /api/v1/activity",
                200,
                "{\"nextCursor\": null, \"entries\": [{\"type\": \"NEW\"}, {\"type\": \"OLD\"}]}");
        hm.on("GET /api/v1/activity/events", 200, ": hello\n\nid: 41\nevent: entry\ndata: {\"type\": \"ONE\"}\n\n");
        hm.on("GET /api/v1/activity/events", 200, "id: 42\ndata: {\"type\": \"TWO\"}\n\n");

        Run run = Run.on(hm, "activity", "tail", "--count", "2", "-o", "json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"type\":\"OLD\"}", "{\"type\":\"NEW\"}", "{\"type\":\"ONE\"}", "{\"type\":\"TWO\"}");
        assertThat(hm.last().headers().getFirst("Last-Event-ID")).isEqualTo("41");
    }

    @Test
    void shouldTellWhatARebuildHasDone() {
        hm.on("POST /api/v1/activity/rebuild", 200, """
                {"added": 3, "changed": 0, "removed": 0, "skipped": {"unreadable": 1},
                 "before": {"sha256": "aa", "entries": 1, "outcomes": 2}, "after": {"sha256": "bb", "entries": 4, "outcomes": 2}}
                """);

        assertThat(Run.on(hm, "activity", "rebuild").out())
                .contains("Added    3", "1 entries, 2 outcomes, sha256 aa", "sha256 bb", "unreadable");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
