package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Commands on clusters and their workers. */
interface ClusterCommandCases extends CommandLineCases {
    /** More than half of what a cluster holds, whatever other tests have registered. */
    int MANY = 90;

    @Test
    default void shouldPauseAndResumeACluster() {
        register("while-paused", "OPENAI", "TEXT_EMBEDDING=small", "--wait");
        Result paused = shell().run("cluster", "pause", "secondary", "--reason", "upgrade");
        try {
            assertThat(paused.exitCode()).as(paused.toString()).isZero();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(shell().run("cluster", "status", "secondary")
                                    .out())
                            .contains("PAUSED", "upgrade"));
            assertThat(shell().run("doctor").out()).contains("WARN  cluster secondary", "cluster resume secondary");
            Result edited = shell().run("service", "edit", "while-paused", "--label", "a=b", "--wait=1");
            assertThat(edited.exitCode()).as(edited.toString()).isEqualTo(4);
            assertThat(shell().run("service", "wait", "while-paused", "--timeout", "1")
                            .exitCode())
                    .isEqualTo(4);
        } finally {
            Result resumed = shell().run("cluster", "resume", "secondary");
            assertThat(resumed.exitCode()).as(resumed.toString()).isZero();
        }
        assertThat(shell().run("service", "wait", "while-paused").exitCode()).isZero();
        Result again = shell().run("cluster", "resume", "secondary");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("NOT_PAUSED");
    }

    @Test
    default void shouldRebuildAClusterAndApproveOfNothing() {
        Result rebuilt = shell().run("cluster", "rebuild", "primary", "--reason", "to be sure");
        Result nothing = shell().run("cluster", "approve", "primary");
        Result other = shell().run("cluster", "approve", "primary", "--approval", "no-such");

        assertThat(rebuilt.exitCode()).as(rebuilt.toString()).isZero();
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.err()).contains("No removals wait");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("NO_STOP");
    }

    @Test
    default void shouldSayWhyAServiceIsThereAndHowAClusterDiffers() {
        register("explained", "OPENAI", "TEXT_EMBEDDING=small", "--wait");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                shell().run("why", "explained", "secondary").out())
                        .contains("OK       SAVED", "OK       APPLIED"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            Result diff = shell().run("cluster", "diff", "secondary", "--all", "-o", "json");
            assertThat(diff.json().get("models").toString()).contains("\"explained\"", "SAME");
        });
        assertThat(shell().run("why", "explained", "no-such").exitCode()).isEqualTo(1);
        Result unknown = shell().run("cluster", "diff", "no-such");
        assertThat(unknown.exitCode()).isEqualTo(1);
        Result wrong = shell().run("cluster", "diff", "secondary", "--at", "then");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("parameter at");
    }

    /** Drift is looked for every ten minutes, and the inventory taken every half. */
    @Test
    default void shouldHaveTheWorkerLookAtWhatSomebodyDid() throws SQLException {
        register("looked-at", "OPENAI", "TEXT_EMBEDDING=small", "--wait");
        Result well = shell().run("cluster", "diff", "secondary", "--now", "--all");
        assertThat(well.out()).as(well.toString()).containsPattern("looked-at +looked-at +SAME");
        try (Connection secondary =
                        stack().servers().clusters().get(1).database().getConnection();
                Statement statement = secondary.createStatement()) {
            statement.execute("SELECT aidb.delete_model('looked-at')");
        }
        shell().run("cluster", "pause", "secondary");
        try {
            Result seen = shell().run("cluster", "diff", "secondary", "--now");

            assertThat(seen.exitCode()).as(seen.toString()).isEqualTo(2);
            assertThat(seen.out()).containsPattern("looked-at +looked-at +MISSING");
        } finally {
            shell().run("cluster", "resume", "secondary");
        }
        Result why = shell().run("why", "looked-at", "secondary");
        assertThat(why.exitCode()).isEqualTo(2);
        assertThat(why.out()).contains("BROKEN   APPLIED", "[looked-at]", "modelsync replay plan");
    }

    @Test
    default void shouldNotWaitForEverForAWorkerThatIsAway() {
        Path token = folder().resolve("away.token");
        shell().run(
                        "cluster",
                        "enrol",
                        "away",
                        "-p",
                        "elsewhere",
                        "--location",
                        "SECONDARY",
                        "--access-token-file",
                        token.toString());

        Result away = shell().run("cluster", "diff", "away", "--now", "--wait", "1");

        assertThat(away.exitCode()).as(away.toString()).isEqualTo(4);
        assertThat(away.out()).isEmpty();
        assertThat(away.err()).contains("has not looked at the registry within 1 s", "SILENT", "never told");
        assertThat(shell().run("cluster", "diff", "no-such", "--now").exitCode())
                .isEqualTo(1);
    }

    @Test
    default void shouldSayThatThereIsNoSuchCluster() {
        for (String command : new String[] {"status", "pause", "resume", "rebuild", "approve"}) {
            Result unknown = shell().run("cluster", command, "no-such");
            assertThat(unknown.exitCode()).as(unknown.toString()).isEqualTo(1);
            assertThat(unknown.err())
                    .contains("No cluster 'no-such' is enrolled")
                    .doesNotContain("Exception");
        }
        assertThat(shell().run("park", "show", "no-such", "s").err()).contains("No cluster 'no-such' is enrolled");
    }

    @Test
    default void shouldHoldBackVeryManyRemovalsUntilTheyAreApproved() throws IOException {
        Path settings = Files.writeString(folder().resolve("many.json"), """
                {"provider": "OPENAI_COMPATIBLE", "endpointUrl": "%s", "models": [%s]}
                """.formatted(
                        stack().servers().provider().baseUrl(), models()));
        Result registered = shell().run("service", "register", "many", "-f", settings.toString(), "--wait=60");
        assertThat(registered.exitCode()).as(registered.toString()).isZero();
        Result removed = shell().run("service", "deregister", "many");
        assertThat(removed.exitCode()).as(removed.toString()).isZero();

        for (String cluster : List.of("primary", "secondary")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                Result status = shell().run("cluster", "status", cluster);
                assertThat(status.exitCode()).as(status.toString()).isEqualTo(3);
                assertThat(status.out()).contains(MANY + " of ", "cluster approve " + cluster + " --approval ");
            });
            assertThat(shell().run("doctor").out()).contains("WARN  cluster " + cluster, "cluster approve " + cluster);
            Result shown = shell().run("cluster", "approve", cluster);
            assertThat(shown.exitCode()).isEqualTo(3);
            assertThat(shell().run("cluster", "approve", cluster, "--approval", "another")
                            .err())
                    .contains("ANOTHER_STOP");
            String id = shown.err().replaceAll("(?s).*--approval (\\S+).*", "$1");
            Result approved = shell().run("cluster", "approve", cluster, "--approval", id, "--reason", "meant so");
            assertThat(approved.exitCode()).as(approved.toString()).isZero();
            await().atMost(PATIENCE)
                    .until(() -> shell().run("cluster", "status", cluster).exitCode() == 0);
        }
    }

    private static String models() {
        return IntStream.range(0, MANY)
                .mapToObj(n ->
                        "{\"registryName\": \"many-%1$d\", \"upstreamModel\": \"many-%1$d\", \"function\": \"TEXT_EMBEDDING\"}"
                                .formatted(n))
                .collect(Collectors.joining(", "));
    }
}
