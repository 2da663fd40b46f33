package dev.modelsync.quickstart;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

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

    private static final String VISIBLE = """
            select m.registry_name as name, pg_xact_commit_timestamp(m.xmin) as at
            from modelsync.model m join aidb.models a on a.name = m.registry_name
            where m.project = ? and m.registry_name like ?
            """;

    private final Servers servers;
    private final PrintStream out;
    private final BenchServices services;

    Bench(Servers servers, PrintStream out) {
        this.servers = servers;
        this.out = out;
        this.services = new BenchServices(servers.hm().dataSource(Servers.HM_DATABASE), INTERVAL);
    }

    void run() throws SQLException {
        out.printf(
                "%nBench: %d registrations at %d a second, after %d to warm up%n",
                CHANGES, Duration.ofSeconds(1).dividedBy(INTERVAL), WARM_UP);
        String round = "bench-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
        services.registerWithModel(round + "warm-", WARM_UP);
        awaitModels(round + "warm-", WARM_UP);
        services.registerWithModel(round + "run-", CHANGES);
        for (Cluster cluster : servers.clusters()) {
            report(cluster, round + "run-");
        }
        deregister(round + "warm-", WARM_UP);
        deregister(round + "run-", CHANGES);
        reportIdle();
    }

    private void report(Cluster cluster, String prefix) throws SQLException {
        Map<String, Instant> visible = awaitModels(cluster, prefix, CHANGES);
        out.printf(
                "  commit in HM -> visible on %-10s %s%n",
                cluster.id(), BenchServices.delays(services.committed(prefix), visible));
    }

    private void awaitModels(String prefix, int count) throws SQLException {
        for (Cluster cluster : servers.clusters()) {
            awaitModels(cluster, prefix, count);
        }
    }

    private Map<String, Instant> awaitModels(Cluster cluster, String prefix, int count) throws SQLException {
        long started = System.nanoTime();
        while (true) {
            Map<String, Instant> visible = BenchServices.times(cluster.database(), VISIBLE, prefix);
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

    /** Not all at once: the brake of the workers would hold that back, as it should. */
    private void deregister(String prefix, int count) throws SQLException {
        services.deregister(prefix, count);
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
