package dev.modelsync.quickstart;

import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.quickstart.Shell.Result;
import dev.modelsync.sync.SyncConsumerApplication;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An operator's bad days, by the command line on the whole system: replays that do not go as planned, and ends of programs in their midst. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayCommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** More than one batch. */
    private static final int MANY = 60;

    private static final int BATCH = 50;

    private final Stack stack;
    private final Shell shell;
    private final LossyRegistry primary;
    private final LossyRegistry secondary;

    ReplayCommandsIT(@TempDir Path data) {
        stack = Stack.start(data, Settings.onFreePorts());
        shell = new Shell(stack.registryEvents().address());
        primary = new LossyRegistry(stack.servers().clusters().get(0));
        secondary = new LossyRegistry(stack.servers().clusters().get(1));
    }

    @BeforeAll
    void prepare() {
        IntStream.range(0, MANY).forEach(number -> register("many-" + number));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(primary.models("many-")).hasSize(MANY));
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void shouldDoWhatItsPageSaysLineByLine() throws Exception {
        Path curl = Tools.require("curl", "apt-get install curl", path -> true);
        assertThat(curl).isExecutable();
        ReplayPage page = new ReplayPage(stack.registryEvents().address());
        register("openai-prod");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(primary.models("openai-prod")).isNotEmpty();
            assertThat(secondary.models("openai-prod")).isNotEmpty();
        });

        primary.lose("openai-prod");
        Result planned = shell.run(page.command("plan"));
        assertThat(planned.exitCode()).as(planned.toString()).isEqualTo(2);
        assertThat(planned.out()).contains("openai-prod", "CREATE", "MISSING");
        assertThat(primary.models("openai-prod")).isEmpty();
        Result run = shell.run(page.command("run"));
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(primary.models("openai-prod")).containsExactly("openai-prod");
        assertThat(primary.select(page.sql())).singleElement().asString().contains("openai-prod", "CREATE", "APPLIED");
        assertThat(shell.run(page.command("cancel")).err()).contains("it is DONE; allowed: a state that is not final");

        primary.lose("openai-prod");
        JsonNode given = page.answers(1).get(0);
        assertThat(given.get("state").stringValue()).isEqualTo("PLANNING");
        page.await(2, "PLANNED");
        JsonNode plan = page.answers(2).get(1);
        assertThat(plan.at("/items/0/models/0/registryName").stringValue()).isEqualTo("openai-prod");
        assertThat(plan.get("items")).hasSize(1);
        page.answers(3);
        page.await(2, "DONE");
        List<JsonNode> last = page.answers(4);
        JsonNode done = last.get(0);
        assertThat(done.at("/clusters/0/detail").stringValue()).isEqualTo("1 models created, 0 edited, 0 removed");
        assertThat(done.at("/clusters/1/detail").stringValue()).isEqualTo("Nothing was to be changed, and nothing was");
        assertThat(last.get(1).get("status").intValue()).as("it is over").isEqualTo(409);
        assertThat(primary.models("openai-prod")).containsExactly("openai-prod");

        String id = given.get("id").stringValue();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shell.run("activity", "query", "--replay-id", id)
                                .out())
                        .contains("PLAN_REPLAY", "RUN_REPLAY", "looked at", "primary APPLIED by replay " + id));
        assertThat(shell.run("replay", "list").out()).contains(id);
    }

    @Test
    void shouldRefuseAPlanThatHasGoneStale() throws SQLException {
        register("stale");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(primary.models("stale")).isNotEmpty());
        primary.lose("stale");
        plan("gone-stale", "stale", 2);
        assertThat(shell.run("service", "edit", "stale", "--label", "team=search", "--wait")
                        .exitCode())
                .isZero();

        Result stale = shell.run("replay", "run", "gone-stale");

        assertThat(stale.exitCode()).as(stale.toString()).isEqualTo(2);
        assertThat(stale.out()).contains("STALE", "NEWER_EVENTS", Story.PROJECT + "/stale");
        Result again = shell.run("replay", "run", "gone-stale");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("it is STALE; allowed: PLANNED");
    }

    @Test
    void shouldKeepWhatIsDoneWhenItIsCancelledHalfWay() throws SQLException {
        primary.lose("many-");
        plan("half", "many-*", 2);
        plan("beside", "many-*", 2);
        primary.pauseAfterABatch();

        Result running = shell.run("replay", "run", "half", "--wait", "3");
        assertThat(running.exitCode()).as(running.toString()).isEqualTo(4);
        awaitHalfWay("half");
        Result beside = shell.run("replay", "run", "beside");
        assertThat(beside.exitCode()).as(beside.toString()).isEqualTo(1);
        assertThat(beside.err()).contains("Cluster primary refuses: REPLAY_RUNNING");
        Result given = shell.run("replay", "cancel", "beside");
        assertThat(given.exitCode()).as(given.toString()).isZero();
        assertThat(given.out()).contains("CANCELLED", "Cancelled before anything was changed");

        Result cancelled = shell.run("replay", "cancel", "half", "--reason", "enough");

        assertThat(cancelled.exitCode()).as(cancelled.toString()).isZero();
        assertThat(cancelled.out()).contains("CANCELLED", "Cancelled after " + BATCH + " of " + MANY + " services");
        primary.goOn();
        Result rest = plan("rest", "many-*", 2);
        assertThat(rest.json().at("/clusters/0/report/planned/create").intValue())
                .isEqualTo(MANY - BATCH);
        assertThat(primary.models("many-")).hasSize(BATCH);
        assertThat(shell.run("replay", "run", "rest").exitCode()).isZero();
        assertThat(primary.models("many-")).hasSize(MANY);
    }

    @Test
    void shouldGoOnWhereItWasAfterTheWorkerWasKilled() throws Exception {
        primary.lose("many-");
        stack.syncConsumer().stop();
        try (JavaProcess worker = startWorker()) {
            plan("killed", "many-*", 2);
            primary.pauseAfterABatch();
            Result running = shell.run("replay", "run", "killed", "--wait", "3");
            assertThat(running.exitCode()).as(running.toString()).isEqualTo(4);
            awaitHalfWay("killed");
            worker.kill();
        } finally {
            primary.goOn();
            stack.syncConsumer().start();
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode cluster = status("killed").at("/clusters/0");
            assertThat(cluster.get("state").stringValue()).isEqualTo("DONE");
            assertThat(cluster.get("detail").stringValue()).isEqualTo(MANY + " models created, 0 edited, 0 removed");
        });
        assertThat(primary.models("many-")).hasSize(MANY);
    }

    /** In a process of its own, in the place of the one in this process, which must be stopped. */
    private JavaProcess startWorker() {
        JavaCommand command = JavaCommand.ofMain(SyncConsumerApplication.class)
                .small()
                .properties(stack.syncConsumer().properties());
        return JavaProcess.start(command, Path.of("target", "replaying-worker.log"));
    }

    @Test
    void shouldSayThatHybridManagerIsAwayAndGoOnWithAPlanWhenItIsBack() throws SQLException {
        primary.lose("many-1");
        stack.syncConsumer().stop();
        Result unanswered =
                shell.run("replay", "plan", "in-between", "--cluster", "primary", "--service", "many-1", "--wait", "1");
        assertThat(unanswered.exitCode()).as(unanswered.toString()).isEqualTo(4);
        assertThat(unanswered.out()).contains("PLANNING");
        stack.registryEvents().stop();
        try {
            for (String[] command : new String[][] {
                {"replay", "plan", "away", "--cluster", "primary"},
                {"replay", "run", "in-between"},
                {"replay", "status", "in-between"},
                {"replay", "cancel", "in-between"},
                {"replay", "list"}
            }) {
                Result away = shell.run(command);
                assertThat(away.exitCode()).as(away.toString()).isEqualTo(1);
                assertThat(away.err()).contains("Hybrid Manager").doesNotContain("Exception");
            }
        } finally {
            stack.syncConsumer().start();
            stack.registryEvents().start();
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status("in-between").get("state").stringValue())
                                .isEqualTo("PLANNED"));
        Result run = shell.run("replay", "run", "in-between");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("1 models created");
    }

    @Test
    void shouldNameTheClusterOrReplayThatThereIsNot() {
        Result nowhere = shell.run("replay", "plan", "nowhere", "--cluster", "primary", "--cluster", "no-such");
        assertThat(nowhere.exitCode()).as(nowhere.toString()).isEqualTo(1);
        assertThat(nowhere.err()).contains("/clusters/1", "no cluster 'no-such' is enrolled");
        plan("here", "many-2", 0);
        for (String act : new String[] {"run", "cancel"}) {
            Result elsewhere = shell.run("replay", act, "here", "--cluster", "secondary");
            assertThat(elsewhere.exitCode()).as(elsewhere.toString()).isEqualTo(1);
            assertThat(elsewhere.err())
                    .contains("/clusters/0", "not about cluster 'secondary'; allowed: primary")
                    .doesNotContain("Exception");
        }
        for (String act : new String[] {"run", "cancel", "status"}) {
            Result unknown = shell.run("replay", act, "no-such");
            assertThat(unknown.exitCode()).as(unknown.toString()).isEqualTo(1);
            assertThat(unknown.err()).contains("There is no replay 'no-such'").doesNotContain("Exception");
        }
        assertThat(shell.run("replay", "status", "here", "--plan", "secondary").exitCode())
                .isEqualTo(1);
    }

    private void register(String service) {
        URI provider = stack.servers().provider().baseUrl();
        Result registered = shell.run(
                "service",
                "register",
                service,
                "--provider",
                "OPENAI_COMPATIBLE",
                "--endpoint",
                provider.toString(),
                "--model",
                "TEXT_EMBEDDING=small");
        assertThat(registered.exitCode()).as(registered.toString()).isZero();
    }

    private Result plan(String name, String services, int exitCode) {
        Result planned = shell.run("replay", "plan", name, "--cluster", "primary", "--service", services, "-o", "json");
        assertThat(planned.exitCode()).as(planned.toString()).isEqualTo(exitCode);
        return planned;
    }

    private JsonNode status(String name) {
        return shell.run("replay", "status", name, "-o", "json").json();
    }

    private void awaitHalfWay(String name) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode cluster = status(name).at("/clusters/0");
            assertThat(cluster.get("state").stringValue()).isEqualTo("RUNNING");
            assertThat(cluster.get("detail").stringValue()).startsWith("Waits, since the worker is paused");
            assertThat(cluster.at("/report/done/services").intValue()).isEqualTo(BATCH);
        });
    }
}
