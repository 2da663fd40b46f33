package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** What a supervisor is told: whether to start the worker anew, to wait, to send requests. */
class ProbesIT {
    private static final long REGISTRY_LOCK = 0x6D6F64656C73796EL;

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldBeAliveStartedAndReadyWhileOneOfItsClustersIsDark() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cluster.other("dark", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/aidb")
                    .start();
            cluster.awaitHealthy();

            cluster.eventually().untilAsserted(() -> {
                assertThat(cluster.get("/health/started").statusCode()).isEqualTo(200);
                assertThat(cluster.get("/health/live").statusCode()).isEqualTo(200);
                assertThat(cluster.get("/health/ready").statusCode()).isEqualTo(200);
            });
            assertThat(cluster.get("/health/ready").body()).contains("\"dark\"", "the database cannot be opened");
            assertThat(cluster.get("/actuator/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void shouldStayAliveButNotReadyWhileTheDatabaseIsAway() {
        cluster.start();
        cluster.awaitHealthy();
        TestServers.running().postgres().stop();
        cluster.send(cluster.service("s").declared(1, embedding("a")));

        cluster.eventually()
                .untilAsserted(() ->
                        assertThat(cluster.get("/health/ready").statusCode()).isEqualTo(503));
        assertThat(cluster.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(cluster.get("/health/started").statusCode()).isEqualTo(200);

        TestServers.running().postgres().restart();
        cluster.eventually()
                .untilAsserted(() ->
                        assertThat(cluster.get("/health/ready").statusCode()).isEqualTo(200));
    }

    @Test
    void shouldStayAliveWhilePausedAndBehind() {
        cluster.with("modelsync.stuck-after", "6s").start();
        cluster.awaitHealthy();
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('maintenance')")
                .update();
        ServiceChanged change = cluster.service("s").declared(1, embedding("a"));
        cluster.send(change);

        cluster.eventually().untilAsserted(() -> assertThat(lag()).isGreaterThan(8));
        assertThat(cluster.get("/health/live").statusCode()).isEqualTo(200);

        cluster.sql().sql("delete from modelsync.local_switch").update();
        cluster.outcomeOf(change);
    }

    /** No time limit of the database helps here, which is what the limit of the loop is for. */
    @Test
    void shouldNotBeAliveWhileTheLoopIsStuck() throws SQLException {
        String unlimited = "?options=-c%20lock_timeout=0%20-c%20statement_timeout=0";
        cluster.set("database.url", TestServers.running().postgres().jdbcUrl(cluster.database()) + unlimited)
                .with("modelsync.stuck-after", "6s")
                .start();
        cluster.awaitHealthy();
        try (Connection other = cluster.superuserConnection();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + REGISTRY_LOCK + ")");
            cluster.send(cluster.service("s").declared(1, embedding("a")));

            cluster.eventually().untilAsserted(() -> {
                assertThat(cluster.get("/health/live").statusCode()).isEqualTo(503);
                assertThat(cluster.get("/health/live").body()).contains("the loop has not come round since");
            });
        }
        cluster.eventually()
                .untilAsserted(() ->
                        assertThat(cluster.get("/health/live").statusCode()).isEqualTo(200));
    }

    private double lag() {
        return cluster.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("modelsync_lag_seconds"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }
}
