package dev.modelsync.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on the activity log. */
class ActivityCommandsTest {
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
        Run.on(hm, "activity", "query", "-p", "", "--type", "PAUSE");
        assertThat(hm.last().path()).isEqualTo("/api/v1/activity?type=PAUSE&limit=100");
        Run.on(hm, "activity", "query", "--since", "2h");
        String from = hm.last().path().replaceAll(".*from=([^&]*).*", "$1").replace("%3A", ":");
        assertThat(Instant.parse(from))
                .isBetween(Instant.now().minusSeconds(7260), Instant.now().minusSeconds(7199));
    }

    @Test
    void shouldAskForNothingThatItCannotKeep() {
        Run run = Run.on(
                hm, "activity", "proof", "--to-file", folder.resolve("none/out").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("No file can be made in " + folder.resolve("none"));
        assertThat(hm.requests()).isEmpty();
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
                {"added": 3, "changed": 0, "removed": 0, "relinked": 2, "skipped": {"unreadable": 1},
                 "before": {"sha256": "aa", "entries": 1, "outcomes": 2}, "after": {"sha256": "bb", "entries": 4, "outcomes": 2}}
                """);

        assertThat(Run.on(hm, "activity", "rebuild").out())
                .contains("Added     3", "Relinked  2", "1 entries, 2 outcomes, sha256 aa", "sha256 bb", "unreadable");
    }

    @Test
    void shouldWriteWhatTheLogIsProvedWith() throws IOException {
        hm.on("GET /api/v1/activity/proof", 200, "{\"checkpoint\": 1}\n");
        hm.on("GET /api/v1/activity/signing-keys", 200, """
                {"items": [{"publicKey": "-----BEGIN PUBLIC KEY-----\\nA\\n-----END PUBLIC KEY-----\\n"},
                           {"publicKey": "-----BEGIN PUBLIC KEY-----\\nB\\n-----END PUBLIC KEY-----"}]}
                """);
        hm.on("GET /api/v1/activity/signing-keys", 200, "{\"items\": []}");
        Path file = folder.resolve("proof.ndjson");

        assertThat(Run.on(hm, "activity", "proof", "--to-file", file.toString()).exitCode())
                .isZero();
        assertThat(file).hasContent("{\"checkpoint\": 1}");
        assertThat(Run.on(hm, "activity", "keys").out()).isEqualTo("""
                -----BEGIN PUBLIC KEY-----
                A
                -----END PUBLIC KEY-----
                -----BEGIN PUBLIC KEY-----
                B
                -----END PUBLIC KEY-----
                """);
        Run unsigned = Run.on(hm, "activity", "keys");
        assertThat(unsigned.exitCode()).isEqualTo(1);
        assertThat(unsigned.err()).contains("modelsync.activity.signing-key-file");
    }

    @Test
    void shouldSayThatThereIsNothingToVerify() {
        Run run = Run.on(hm, "activity", "verify", "no-such-file", "--keys", "no-such-keys");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("modelsync: There is no file no-such-keys\n");
    }
}
