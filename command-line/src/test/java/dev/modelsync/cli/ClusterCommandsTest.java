package dev.modelsync.cli;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on clusters and their workers. */
class ClusterCommandsTest {
    private static final String COMMANDS = "/api/v1/clusters/primary/commands";
    private static final String DIFF = "/api/v1/clusters/primary/diff";
    private static final String STATUS = "/api/v1/clusters/primary/status";

    private final FakeHm hm = new FakeHm();

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
    void shouldHaveTheWorkerLookBeforeItCompares() {
        hm.on("POST " + COMMANDS, 202, "{\"result\": \"PENDING\"}", "Location", COMMANDS + "/1");
        hm.on("GET " + COMMANDS + "/1", 200, "{\"result\": \"PENDING\"}");
        hm.on("GET " + COMMANDS + "/1", 200, decided("DONE"));
        hm.on("GET " + DIFF, 200, seenAt("2026-11-24T20:14:59.999999Z", 0));
        hm.on("GET " + DIFF, 200, seenAt("2026-11-24T20:15:01Z", 1));

        Run looked = Run.on(hm, "cluster", "diff", "primary", "--now", "--wait", "20");

        assertThat(looked.exitCode()).as(looked.err()).isEqualTo(2);
        assertThat(looked.out()).contains("by what the worker saw at 2026-11-24T20:15:01Z");
        assertThat(json(hm.requests().get(0).body()))
                .isEqualTo(json("{\"type\": \"COMPARE\", \"validFor\": \"PT20S\"}"));
    }

    @Test
    void shouldTimeOutWhereTheWorkerDoesNotLook() {
        hm.on("POST " + COMMANDS, 202, "{\"result\": \"PENDING\"}", "Location", COMMANDS + "/1");
        hm.on("GET " + COMMANDS + "/1", 200, "{\"result\": \"PENDING\"}");
        hm.on("GET " + COMMANDS + "/1", 200, decided("DONE"));
        hm.on("GET " + DIFF, 200, seenAt("2026-11-24T20:14:00Z", 0));

        for (String what : List.of("answered", "looked")) {
            Run late = Run.on(hm, "cluster", "diff", "primary", "--now", "--wait", "1");

            assertThat(late.exitCode()).as(what).isEqualTo(4);
            assertThat(late.out()).as(what).isEmpty();
            assertThat(late.err())
                    .as(what)
                    .contains(
                            "has not looked at the registry within 1 s",
                            "SILENT",
                            "looked last at 2026-11-24T20:14:00Z");
        }
    }

    @Test
    void shouldSayWhyAWorkerDoesNotLook() {
        hm.on("POST " + COMMANDS, 202, "{\"result\": \"PENDING\"}", "Location", COMMANDS + "/1");
        hm.on(
                "GET " + COMMANDS + "/1",
                200,
                "{\"result\": \"REFUSED\", \"refusal\": \"UNKNOWN_COMMAND\", \"detail\": \"This version does not know it\"}");

        Run refused = Run.on(hm, "cluster", "diff", "primary", "--now");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("UNKNOWN_COMMAND", "This version does not know it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diff primary --now --at 2026-11-24T20:15:00Z",
                "diff primary --wait 5",
                "diff primary --now --wait 0",
                "diff primary --now --wait -1",
                "pause primary --wait -3",
                "rebuild primary --wait soon"
            })
    void shouldGiveNoCommandByALineThatCannotBeMeant(String line) {
        Run run = Run.on(hm, ("cluster " + line).split(" "));

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("--");
        assertThat(hm.requests()).isEmpty();
    }

    private static String decided(String result) {
        return "{\"result\": \"" + result + "\", \"decidedAt\": \"2026-11-24T20:15:00Z\"}";
    }

    private static String seenAt(String time, int different) {
        return """
                {"clusterId": "primary", "at": null, "actualFrom": "%s", "freshness": {"working": false, "state": "SILENT"},
                 "unknownServices": [], "same": 3, "different": %d, "models": []}
                """.formatted(time, different);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
