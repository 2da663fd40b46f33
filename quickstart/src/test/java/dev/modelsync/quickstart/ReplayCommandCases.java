package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on replays; {@link ReplayCommandsIT} has more of them. */
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
}
