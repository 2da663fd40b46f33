package dev.modelsync.quickstart;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures, on the running system, from the commit of a registration in HM's database to the commit
 * that makes its model visible in a registry. Both moments are the servers' own commit timestamps,
 * so that looking does not disturb what is measured.
 */
final class Bench {
    private static final int WARM_UP = 1000;
    private static final int CHANGES = 500;
    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final String REGISTER = """
            insert into hm.inference_service
                (uid, project, name, provider, endpoint_url, api_protocol_version, allow_insecure, models, labels,
                 credential_ref, credential_version, state, changed_by)
            values (gen_random_uuid(), ?, ?, 'OPENAI', 'https://api.example.com', 'OPENAI_V1', false,
                    jsonb_build_array(jsonb_build_object(
                        'registryName', ?::text, 'upstreamModel', 'text-embedding-3-small',
                        'function', 'TEXT_EMBEDDING',
                        'aidbProvider', 'openai_embeddings', 'requestPath', '/v1/embeddings')),
                    '{}', null, 0, 'REGISTERED', 'bench')
            """;

    private static final String DEREGISTER = """
            update hm.inference_service set state = 'DEREGISTERED', changed_by = 'bench'
            where project = ? and name = ? and state = 'REGISTERED'
            """;

    private static final String COMMITTED = """
            select name, pg_xact_commit_timestamp(xmin) as at from hm.inference_service
            where project = ? and name like ? and state = 'REGISTERED'
            """;

    private static final String VISIBLE = """
            select m.registry_name as name, pg_xact_commit_timestamp(m.xmin) as at
            from modelsync.model m join aidb.models a on a.name = m.registry_name
            where m.project = ? and m.registry_name like ?
            """;

    private final Servers servers;
    private final PrintStream out;
    private final PacedStatements hm;

    Bench(Servers servers, PrintStream out) {
        this.servers = servers;
        this.out = out;
        this.hm = new PacedStatements(servers.hm().dataSource(Servers.HM_DATABASE), INTERVAL);
    }

    void run() throws SQLException {
        out.printf(
                "%nBench: %d registrations at %d a second, after %d to warm up%n",
                CHANGES, Duration.ofSeconds(1).dividedBy(INTERVAL), WARM_UP);
        String round = "bench-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
        register(round + "warm-", WARM_UP);
        awaitModels(round + "warm-", WARM_UP);
        register(round + "run-", CHANGES);
        for (Cluster cluster : servers.clusters()) {
            report(cluster, round + "run-");
        }
        deregister(round + "warm-", WARM_UP);
        deregister(round + "run-", CHANGES);
        reportIdle();
    }

    private void register(String prefix, int count) throws SQLException {
        hm.run(prefix, count, REGISTER, (insert, name) -> {
            insert.setString(1, Story.PROJECT);
            insert.setString(2, name);
            insert.setString(3, name);
        });
    }

    private void report(Cluster cluster, String prefix) throws SQLException {
        Map<String, Instant> visible = awaitModels(cluster, prefix, CHANGES);
        Map<String, Instant> committed =
                times(servers.hm().dataSource(Servers.HM_DATABASE).getConnection(), COMMITTED, prefix);
        Histogram micros = new Histogram(3);
        committed.forEach((name, at) -> micros.recordValue(Math.max(
                0, Duration.between(at, visible.getOrDefault(name, Instant.MAX)).toNanos() / 1000)));
        out.printf(
                "  commit in HM -> visible on %-10s p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   (%d changes)%n",
                cluster.id(),
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0,
                micros.getTotalCount());
    }

    private void awaitModels(String prefix, int count) throws SQLException {
        for (Cluster cluster : servers.clusters()) {
            awaitModels(cluster, prefix, count);
        }
    }

    private Map<String, Instant> awaitModels(Cluster cluster, String prefix, int count) throws SQLException {
        long started = System.nanoTime();
        while (true) {
            Map<String, Instant> visible = times(cluster.database().getConnection(), VISIBLE, prefix);
            if (visible.size() == count) {
                return visible;
            }
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new IllegalStateException("%d models instead of %d are visible on %s after %d s"
                        .formatted(visible.size(), count, cluster.id(), PATIENCE.toSeconds()));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static Map<String, Instant> times(Connection connection, String query, String prefix) throws SQLException {
        Map<String, Instant> times = new HashMap<>();
        try (connection;
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, Story.PROJECT);
            statement.setString(2, prefix + "%");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    times.put(rows.getString("name"), rows.getTimestamp("at").toInstant());
                }
            }
        }
        return times;
    }

    /** Not all at once: the brake of the workers would hold that back, as it should. */
    private void deregister(String prefix, int count) throws SQLException {
        hm.run(prefix, count, DEREGISTER, (update, name) -> {
            update.setString(1, Story.PROJECT);
            update.setString(2, name);
        });
        awaitModels(prefix, 0);
    }

    /** CPU of this process while nothing happens: broker, capture, both applications and both workers. */
    private void reportIdle() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        LockSupport.parkNanos(SETTLE.toNanos());
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        while (System.nanoTime() - wall < IDLE.toNanos()) {
            LockSupport.parkNanos(IDLE.toNanos());
        }
        double share = 100.0 * (system.getProcessCpuTime() - cpu) / (System.nanoTime() - wall);
        out.printf("  idle CPU of this process      %.1f %% of a core, over %d s%n", share, IDLE.toSeconds());
    }
}
