package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every command of the command line on the whole system: that the real Hybrid Manager understands it, and it the answer. */
@TestInstance(Lifecycle.PER_CLASS)
class CommandLineIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stack stack;
    private final Shell shell;

    @TempDir
    private Path folder;

    CommandLineIT(@TempDir Path data) {
        stack = Stack.start(data, Settings.onFreePorts());
        shell = new Shell(stack.registryEvents().address());
    }

    /** A DBA's credential, which no service of that provider gets past. */
    @BeforeAll
    void prepare() throws SQLException {
        HandMade.in(stack.servers().clusters().get(0));
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void shouldRegisterEditAndDeregisterAService() {
        Result registered =
                register("whole-life", "OPENAI", "TEXT_EMBEDDING=small", "--label", "team=search", "--wait");
        assertThat(registered.exitCode()).as(registered.toString()).isZero();
        assertThat(registered.out()).contains("whole-life", "primary", "secondary", "SYNCED", "set, version 1");

        Result edited = shell.run(
                "service",
                "edit",
                "whole-life",
                "--add-model",
                "life-two:TEXT_COMPLETION=chat",
                "--reason",
                "ticket 7",
                "--wait");
        assertThat(edited.exitCode()).as(edited.toString()).isZero();
        assertThat(shell.run("service", "get", "whole-life", "-o", "json")
                        .json()
                        .at("/models/1/registryName")
                        .asString())
                .isEqualTo("life-two");
        assertThat(shell.run("service", "list", "--text", "life-two", "-o", "yaml")
                        .out())
                .contains("name: \"whole-life\"");
        assertThat(shell.run("service", "wait", "whole-life", "--cluster", "primary")
                        .exitCode())
                .isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                shell.run("service", "history", "whole-life").out())
                        .contains("UPDATED", "olga", "ticket 7", "REGISTERED", "primary APPLIED"));

        // It is foretold from what the clusters told of their registries last.
        await().atMost(PATIENCE).untilAsserted(() -> {
            Result foretold = shell.run("service", "deregister", "whole-life", "--dry-run");
            assertThat(foretold.exitCode()).as(foretold.toString()).isEqualTo(2);
            assertThat(foretold.out()).contains("REMOVE", "life-two");
        });
        Result gone = shell.run("service", "deregister", "whole-life", "--reason", "old", "--wait");
        assertThat(gone.exitCode()).as(gone.toString()).isZero();
        Result unknown = shell.run("service", "get", "whole-life");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("There is no such service").doesNotContain("Exception");
    }

    @Test
    void shouldNameTheFieldThatIsWrong() {
        Result wrong = register("wrong-field", "OPENAI", "SINGING=small");
        Result filter = shell.run("service", "list", "--state", "ASLEEP");

        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err())
                .contains("/models/0/function", "SINGING", "allowed")
                .doesNotContain(Shell.KEY);
        assertThat(filter.exitCode()).isEqualTo(1);
        assertThat(filter.err()).contains("parameter state", "ASLEEP", "allowed");
    }

    @Test
    void shouldTellWhoChangedAServiceMeanwhile() {
        long seen = register("contested", "OPENAI", "TEXT_EMBEDDING=small", "-o", "json")
                .json()
                .get("revision")
                .asLong();
        assertThat(shell.run("service", "edit", "contested", "--label", "by=ben", "--actor", "ben")
                        .exitCode())
                .isZero();
        String[] late = {"service", "edit", "contested", "--label", "by=carl", "--revision", Long.toString(seen)};

        // The log is derived from the topic, so it may be a moment behind.
        await().atMost(PATIENCE).untilAsserted(() -> {
            Result refused = shell.run(late);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("Nothing was changed", "UPDATED by ben", "labels");
        });
    }

    @Test
    void shouldListWhatADeregistrationWouldBreak() throws SQLException {
        new Demo(stack).prepare();
        await().atMost(PATIENCE)
                .until(() -> shell.run("service", "deregister", "openai-prod", "--dry-run")
                                .exitCode()
                        == 3);

        Result refused = shell.run("service", "deregister", "openai-prod");

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("primary", "summarize-tickets", "--force");
        assertThat(shell.run("service", "get", "openai-prod").exitCode()).isZero();
    }

    @Test
    void shouldPauseAndResumeACluster() {
        register("while-paused", "OPENAI", "TEXT_EMBEDDING=small", "--wait");
        Result paused = shell.run("cluster", "pause", "secondary", "--reason", "upgrade");
        try {
            assertThat(paused.exitCode()).as(paused.toString()).isZero();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    shell.run("cluster", "status", "secondary").out())
                            .contains("PAUSED", "upgrade"));
            assertThat(shell.run("doctor").out()).contains("WARN  cluster secondary", "cluster resume secondary");
            Result edited = shell.run("service", "edit", "while-paused", "--label", "a=b", "--wait=1");
            assertThat(edited.exitCode()).as(edited.toString()).isEqualTo(4);
            assertThat(shell.run("service", "wait", "while-paused", "--timeout", "1")
                            .exitCode())
                    .isEqualTo(4);
        } finally {
            Result resumed = shell.run("cluster", "resume", "secondary");
            assertThat(resumed.exitCode()).as(resumed.toString()).isZero();
        }
        assertThat(shell.run("service", "wait", "while-paused").exitCode()).isZero();
        Result again = shell.run("cluster", "resume", "secondary");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("NOT_PAUSED");
    }

    @Test
    void shouldRebuildAClusterAndApproveOfNothing() {
        Result rebuilt = shell.run("cluster", "rebuild", "primary", "--reason", "to be sure");
        Result nothing = shell.run("cluster", "approve", "primary");
        Result other = shell.run("cluster", "approve", "primary", "--approval", "no-such");

        assertThat(rebuilt.exitCode()).as(rebuilt.toString()).isZero();
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.err()).contains("No removals wait");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("NO_STOP");
    }

    @Test
    void shouldReplayWhatAClusterHasLost() throws SQLException {
        register("replayed", "OPENAI", "TEXT_EMBEDDING=small", "--wait");
        Result healthy = shell.run("replay", "plan", "healthy", "--cluster", "primary", "--service", "replayed");
        assertThat(healthy.exitCode()).as(healthy.toString()).isZero();

        try (Connection connection =
                        stack.servers().clusters().get(0).database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT aidb.delete_model('replayed')");
        }
        Result planned = shell.run("replay", "plan", "lost", "--cluster", "primary", "--service", "replayed");
        assertThat(planned.exitCode()).as(planned.toString()).isEqualTo(2);
        assertThat(planned.out()).contains("replayed", "CREATE", "MISSING");
        Result run = shell.run("replay", "run", "lost", "--reason", "looked at");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("DONE", "1/1");

        assertThat(shell.run("replay", "cancel", "lost").err()).contains("DONE");
        assertThat(shell.run("replay", "status", "lost", "--plan", "primary").out())
                .contains("CREATE");
        assertThat(shell.run("replay", "list").out()).contains("healthy", "lost");
        assertThat(shell.run("replay", "plan", "nowhere", "--cluster", "no-such")
                        .exitCode())
                .isEqualTo(1);
        assertThat(shell.run("replay", "plan", "lost", "--cluster", "primary").err())
                .contains("lost");
    }

    @Test
    void shouldSayWhyAServiceIsThereAndHowAClusterDiffers() {
        register("explained", "OPENAI", "TEXT_EMBEDDING=small", "--wait");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                shell.run("why", "explained", "secondary").out())
                        .contains("OK       SAVED", "OK       APPLIED"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            Result diff = shell.run("cluster", "diff", "secondary", "--all", "-o", "json");
            assertThat(diff.json().get("models").toString()).contains("\"explained\"", "SAME");
        });
        assertThat(shell.run("why", "explained", "no-such").exitCode()).isEqualTo(1);
        Result unknown = shell.run("cluster", "diff", "no-such");
        assertThat(unknown.exitCode()).isEqualTo(1);
        Result wrong = shell.run("cluster", "diff", "secondary", "--at", "then");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("parameter at");
    }

    @Test
    void shouldEnrolAClusterAndKeepItsToken() throws IOException {
        Path token = folder.resolve("new.token");
        String[] enrol = {
            "cluster",
            "enrol",
            "new",
            "-p",
            "elsewhere",
            "--location",
            "SELF_MANAGED",
            "--access-token-file",
            token.toString()
        };

        assertThat(shell.run(enrol).exitCode()).isZero();

        assertThat(Files.readString(token)).matches("msc_[A-Za-z0-9_-]{43}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(shell.run("cluster", "list", "-p", "elsewhere").out()).contains("new", "SELF_MANAGED", "SILENT");
        Result silent = shell.run("doctor", "-p", "elsewhere");
        assertThat(silent.exitCode()).isEqualTo(2);
        assertThat(silent.out()).contains("FAIL  cluster new", "never reported");
        Files.delete(token);
        Result taken = shell.run(enrol);
        assertThat(taken.exitCode()).isEqualTo(1);
        assertThat(token).doesNotExist();
    }

    @Test
    void shouldSayThatThereIsNoSuchCluster() {
        for (String command : new String[] {"status", "pause", "resume", "rebuild", "approve"}) {
            Result unknown = shell.run("cluster", command, "no-such");
            assertThat(unknown.exitCode()).as(unknown.toString()).isEqualTo(1);
            assertThat(unknown.err())
                    .contains("No cluster 'no-such' is enrolled")
                    .doesNotContain("Exception");
        }
        assertThat(shell.run("park", "show", "no-such", "s").err()).contains("No cluster 'no-such' is enrolled");
    }

    @Test
    void shouldShowWhatIsParkedTryItAgainAndGiveItUp() {
        Result registered = register("parked", "OPENROUTER", "TEXT_COMPLETION=mistral", "--wait");
        assertThat(registered.exitCode()).as(registered.toString()).isEqualTo(2);
        assertThat(registered.out()).contains("PARKED", "CREDENTIAL_CONFLICT");

        assertThat(shell.run("park", "list", "--cluster", "primary").out()).contains("parked", "CREDENTIAL_CONFLICT");
        Result shown = shell.run("park", "show", "primary", "parked");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("What to do", "Delete the hand-made credentials");
        assertThat(shell.run("park", "retry", "primary", "parked").exitCode()).isZero();
        assertThat(shell.run("park", "retry", "primary", "--all").exitCode()).isZero();
        assertThat(shell.run("park", "show", "secondary", "parked").err()).contains("not parked on secondary");

        Result discarded = shell.run("park", "discard", "primary", "parked", "--reason", "not needed there");
        assertThat(discarded.exitCode()).as(discarded.toString()).isZero();
        await().atMost(PATIENCE)
                .until(() ->
                        shell.run("park", "list", "--service", "parked").out().contains("Nothing is parked"));
    }

    @Test
    void shouldShowFollowExportAndRebuildTheActivityLog() {
        CompletableFuture<Result> followed = CompletableFuture.supplyAsync(
                () -> shell.run("activity", "tail", "-n", "0", "--count", "1", "--service", "followed", "-o", "json"));
        register("followed", "OPENAI", "TEXT_EMBEDDING=small");
        // What came before the stream was open is not followed, so there is more until it was.
        await().atMost(PATIENCE).until(() -> {
            shell.run("service", "edit", "followed", "--label", "at=" + System.nanoTime());
            return followed.isDone();
        });
        assertThat(followed.join().exitCode()).isZero();
        assertThat(followed.join().json().get("service").asString()).isEqualTo("followed");

        Result found = shell.run(
                "activity", "query", "--service", "followed", "--by", "olga", "--since", "1h", "--limit", "1");
        assertThat(found.out()).contains("olga", "demo/followed");
        Path csv = folder.resolve("activity.csv");
        assertThat(shell.run(
                                "activity",
                                "export",
                                "--format",
                                "csv",
                                "--service",
                                "followed",
                                "--to-file",
                                csv.toString())
                        .exitCode())
                .isZero();
        assertThat(csv).content().startsWith("id,").contains("REGISTERED");
        assertThat(shell.run("activity", "export", "--service", "followed").out())
                .contains("\"type\":\"REGISTERED\"");
        Result wrong = shell.run("activity", "query", "--from", "yesterday");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("parameter from", "yesterday");

        Result rebuilt = shell.run("activity", "rebuild", "-o", "json");
        assertThat(rebuilt.exitCode()).as(rebuilt.toString()).isZero();
        assertThat(rebuilt.json().at("/after/entries").asLong()).isPositive();
    }

    @Test
    void shouldVerifyTheTopics() {
        Result verified = shell.run("topics", "verify");
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("hm.inference-services.v1", "cleanup.policy", "SAFE");
        Result created = shell.run("topics", "create");
        assertThat(created.exitCode()).isZero();
        assertThat(created.out()).doesNotContain("CREATED");
    }

    @Test
    void shouldFindWhatIsWellAndWhatIsNot() {
        Result found = shell.run("doctor", "-p", "demo");

        assertThat(found.exitCode()).as("the servers of tests do without fsync").isEqualTo(2);
        assertThat(found.out())
                .contains(
                        "OK    hybrid manager",
                        "OK    token",
                        "OK    clock",
                        "OK    capture",
                        "OK    replication slot",
                        "OK    kafka",
                        "OK    topics",
                        "WARN  database",
                        "fsync",
                        "OK    cluster primary");
    }

    @Test
    void shouldBeStartedByTheLauncher() throws IOException, InterruptedException {
        register("launched", "OPENAI", "TEXT_EMBEDDING=small");

        Result listed = shell.launch("service", "list", "--text", "launched", "-o", "json");
        Result unknown = shell.launch("service", "get", "no-such");

        assertThat(listed.exitCode()).as(listed.toString()).isZero();
        assertThat(listed.json().at("/0/name").asString()).isEqualTo("launched");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("modelsync: There is no such service\n");
    }

    private Result register(String name, String provider, String model, String... more) {
        String[] first = {
            "service",
            "register",
            name,
            "--provider",
            provider,
            "--endpoint",
            stack.servers().provider().baseUrl() + "/" + name,
            "--model",
            model,
            "--api-key-file",
            "-"
        };
        String[] all = Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
        return shell.run(all);
    }
}
