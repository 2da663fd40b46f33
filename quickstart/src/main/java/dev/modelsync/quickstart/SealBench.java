package dev.modelsync.quickstart;

import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.quickstart.SealedArrivals.Version;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * Measures, on the running system with direct delivery, from the commit of a registration or a rotation in HM's database
 * to the moment at which its sealed credential can be read from Kafka, and what the sealing thread uses when there is
 * nothing to seal. All services have the same key: a build of AIDB with one credential a provider takes no other.
 */
final class SealBench {
    private static final int WARM_UP = 200;
    private static final int CHANGES = 300;
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Secret KEY = new Secret(Map.of("apiKey", "sk-bench-not-a-real-key"));

    private static final String REGISTER = """
            insert into hm.inference_service
                (uid, project, name, provider, endpoint_url, api_protocol_version, allow_insecure, models, labels,
                 credential_ref, credential_version, state, changed_by)
            values (gen_random_uuid(), ?, ?, 'OPENAI', 'https://api.example.com', 'OPENAI_V1', false,
                    '[]', '{}', ?, 1, 'REGISTERED', 'bench')
            """;

    private static final String ROTATE = """
            update hm.inference_service set credential_version = 2, changed_by = 'bench'
            where project = ? and name = ? and state = 'REGISTERED'
            """;

    private static final String DEREGISTER = """
            update hm.inference_service set state = 'DEREGISTERED', changed_by = 'bench'
            where project = ? and name = ? and state = 'REGISTERED'
            """;

    private static final String COMMITTED = """
            select name, pg_xact_commit_timestamp(xmin) as at from hm.inference_service
            where project = ? and name like ? and state = 'REGISTERED'
            """;

    private final Stack stack;
    private final PrintStream out;
    private final PacedStatements hm;

    SealBench(Stack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
        this.hm = new PacedStatements(stack.servers().hm().dataSource(Servers.HM_DATABASE), INTERVAL);
    }

    void run() throws SQLException {
        out.printf(
                "%nSealing: %d registrations and as many rotations at %d a second, after %d to warm up%n",
                CHANGES, Duration.ofSeconds(1).dividedBy(INTERVAL), WARM_UP);
        String round = "seal-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
        store(round + "warm-", WARM_UP);
        store(round + "run-", CHANGES);
        try (SealedArrivals topic = new SealedArrivals(stack.servers().kafka().bootstrapServers())) {
            register(round + "warm-", WARM_UP);
            await(topic, round + "warm-", WARM_UP, 1);
            register(round + "run-", CHANGES);
            report("registration", topic, round + "run-", 1);
            hm.run(round + "run-", CHANGES, ROTATE, SealBench::named);
            report("rotation", topic, round + "run-", 2);
        }
        hm.run(round + "warm-", WARM_UP, DEREGISTER, SealBench::named);
        hm.run(round + "run-", CHANGES, DEREGISTER, SealBench::named);
        reportIdle();
    }

    /** Two versions of each credential, as Hybrid Manager stores them before it writes a row. */
    private void store(String prefix, int count) {
        SecretStore secrets = stack.registryEvents().context().getBean(SecretStore.class);
        for (int i = 0; i < count; i++) {
            secrets.put(new SecretReference(prefix + i, 1), KEY);
            secrets.put(new SecretReference(prefix + i, 2), KEY);
        }
    }

    private void register(String prefix, int count) throws SQLException {
        hm.run(prefix, count, REGISTER, (insert, name) -> {
            named(insert, name);
            insert.setString(3, name);
        });
    }

    private static void named(PreparedStatement statement, String name) throws SQLException {
        statement.setString(1, Story.PROJECT);
        statement.setString(2, name);
    }

    private void report(String what, SealedArrivals topic, String prefix, int version) throws SQLException {
        await(topic, prefix, CHANGES, version);
        Histogram micros = new Histogram(3);
        committed(prefix).forEach((name, at) -> {
            Instant sealed = topic.arrived().getOrDefault(new Version(name, version), Instant.MAX);
            micros.recordValue(Math.max(0, Duration.between(at, sealed).toNanos() / 1000));
        });
        out.printf(
                "  commit in HM -> sealed on Kafka, %-12s p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   (%d changes)%n",
                what,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0,
                micros.getTotalCount());
    }

    private static void await(SealedArrivals topic, String prefix, int count, int version) {
        long started = System.nanoTime();
        long found = 0;
        while (found < count) {
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new IllegalStateException("%d sealed credentials instead of %d are on the topic after %d s"
                        .formatted(found, count, PATIENCE.toSeconds()));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            found = topic.arrived().keySet().stream()
                    .filter(one -> one.number() == version && one.service().startsWith(prefix))
                    .count();
        }
    }

    private Map<String, Instant> committed(String prefix) throws SQLException {
        Map<String, Instant> committed = new TreeMap<>();
        try (Connection connection = hm.database().getConnection();
                PreparedStatement statement = connection.prepareStatement(COMMITTED)) {
            named(statement, prefix + "%");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    committed.put(
                            rows.getString("name"), rows.getTimestamp("at").toInstant());
                }
            }
        }
        return committed;
    }

    private void reportIdle() {
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        long cpu = cpuOfSealing();
        long wall = System.nanoTime();
        while (System.nanoTime() - wall < IDLE.toNanos()) {
            LockSupport.parkNanos(IDLE.toNanos());
        }
        double share = 100.0 * (cpuOfSealing() - cpu) / (System.nanoTime() - wall);
        out.printf("  idle CPU of the sealing thread  %.2f %% of a core, over %d s%n", share, IDLE.toSeconds());
    }

    private static long cpuOfSealing() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getAllThreadIds())
                .filter(id -> {
                    ThreadInfo thread = threads.getThreadInfo(id);
                    return thread != null && thread.getThreadName().equals("seal");
                })
                .map(threads::getThreadCpuTime)
                .sum();
    }
}
