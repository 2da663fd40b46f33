package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on replays. */
interface ReplayCommandCases extends CommandLineCases {
    @Test
    default void shouldReplayWhatAClusterHasLost() throws SQLException {
        register("replayed", "OPENAI", "TEXT_EMBEDDING=small", "--wait");
        Result healthy = shell().run("replay", "plan", "healthy", "--cluster", "primary", "--service", "replayed");
        assertThat(healthy.exitCode()).as(healthy.toString()).isZero();

        try (Connection connection =
                        stack().servers().clusters().get(0).database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT aidb.delete_model('replayed')");
        }
        Result planned = shell().run("replay", "plan", "lost", "--cluster", "primary", "--service", "replayed");
        assertThat(planned.exitCode()).as(planned.toString()).isEqualTo(2);
        assertThat(planned.out()).contains("replayed", "CREATE", "MISSING");
        Result run = shell().run("replay", "run", "lost", "--reason", "looked at");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("DONE", "1/1");

        assertThat(shell().run("replay", "cancel", "lost").err()).contains("DONE");
        assertThat(shell().run("replay", "status", "lost", "--plan", "primary").out())
                .contains("CREATE");
        assertThat(shell().run("replay", "list").out()).contains("healthy", "lost");
        assertThat(shell().run("replay", "plan", "nowhere", "--cluster", "no-such")
                        .exitCode())
                .isEqualTo(1);
        assertThat(shell().run("replay", "plan", "lost", "--cluster", "primary").err())
                .contains("lost");
    }

    @Test
    default void shouldDoNothingOfAPlanThatHasGoneStale() throws SQLException {
        register("overtaken", "OPENAI", "TEXT_EMBEDDING=small", "--wait");
        deleteModel("overtaken");
        assertThat(shell().run("replay", "plan", "stale", "--cluster", "primary", "--service", "overtaken")
                        .exitCode())
                .isEqualTo(2);
        Result edited = shell().run("service", "edit", "overtaken", "--label", "at=once", "--wait");
        assertThat(edited.exitCode()).as(edited.toString()).isZero();

        Result run = shell().run("replay", "run", "stale");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.out()).contains("STALE", "0/1");
    }

    @Test
    default void shouldCancelAPlanWhichIsThenNotRun() throws SQLException {
        register("given-up", "OPENAI", "TEXT_EMBEDDING=small", "--wait");
        deleteModel("given-up");
        shell().run("replay", "plan", "cancelled", "--cluster", "primary", "--service", "given-up");

        Result cancelled = shell().run("replay", "cancel", "cancelled", "--reason", "not now");
        Result run = shell().run("replay", "run", "cancelled");

        assertThat(cancelled.exitCode()).as(cancelled.toString()).isZero();
        assertThat(cancelled.out()).contains("CANCELLED");
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("CANCELLED");
        assertThat(shell().run("replay", "status", "cancelled").out()).contains("CANCELLED", "0/1");
    }

    @Test
    default void shouldSayThatThereIsNoSuchReplay() {
        for (String command : List.of("run", "status", "cancel")) {
            Result unknown = shell().run("replay", command, "no-such");
            assertThat(unknown.exitCode()).as(unknown.toString()).isEqualTo(1);
            assertThat(unknown.err()).contains("no-such").doesNotContain("Exception");
        }
    }

    /** Behind the back of the worker of cluster primary. */
    private void deleteModel(String name) throws SQLException {
        try (Connection connection =
                        stack().servers().clusters().get(0).database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT aidb.delete_model('" + name + "')");
        }
    }
}
