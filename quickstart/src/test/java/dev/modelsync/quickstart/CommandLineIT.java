package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every command of the command line on the whole system, which is started once for all of them: that the real Hybrid Manager
 * understands it, and it the answer. The commands of each group are in a file of their own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CommandLineIT
        implements ServiceCommandCases,
                EnrolmentCommandCases,
                ClusterCommandCases,
                ReplayCommandCases,
                ActivityCommandCases,
                ParkAndTopicCommandCases {

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

    @Override
    public Stack stack() {
        return stack;
    }

    @Override
    public Shell shell() {
        return shell;
    }

    @Override
    public Path folder() {
        return folder;
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
                        "OK    proxies",
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
        assertThat(unknown.err()).isEqualTo("modelsync: Project '" + Story.PROJECT + "' has no service 'no-such'\n");
    }
}
