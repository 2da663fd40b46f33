package dev.modelsync.events.capture;

import dev.modelsync.events.Hm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Told to stop in the midst of its start, when the engine refuses to be closed. */
class CaptureStopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Less than the capture waits for an engine that does not end. */
    private static final Duration SOON = Duration.ofSeconds(8);

    private final Hm hm = Hm.shared();

    @Test
    void shouldStopSoonWhileTheTasksOfTheEngineStart() throws SQLException {
        hm.startStreaming().close();
        try (Connection other = hm.postgres().dataSource(Hm.DATABASE).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // The tasks read it when they start.
            statement.execute("LOCK TABLE pg_enum IN ACCESS EXCLUSIVE MODE");
            try (ConfigurableApplicationContext application = hm.startApplication()) {
                await().atMost(PATIENCE).until(this::aTaskWaits);

                CompletableFuture<Void> closed = CompletableFuture.runAsync(application::close);
                await().atMost(PATIENCE).until(application::isClosed);
                other.rollback();

                assertThat(closed).succeedsWithin(SOON);
            }
        }
    }

    private boolean aTaskWaits() {
        return hm.jdbc()
                .sql("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'pg_enum'::regclass AND NOT granted)")
                .query(Boolean.class)
                .single();
    }
}
