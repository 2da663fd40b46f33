package dev.modelsync.quickstart;

import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

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

    private final Stack stack;
    private final PrintStream out;
    private final BenchServices services;

    SealBench(Stack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
        this.services = new BenchServices(stack.servers().hm().dataSource(Servers.HM_DATABASE), INTERVAL);
    }

    void run() throws SQLException {
        out.printf(
                "%nSealing: %d registrations and as many rotations at %d a second, after %d to warm up%n",
                CHANGES, Duration.ofSeconds(1).dividedBy(INTERVAL), WARM_UP);
        String round = "seal-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
        store(round + "warm-", WARM_UP);
        store(round + "run-", CHANGES);
        try (SealedArrivals topic = new SealedArrivals(stack.servers().kafka().bootstrapServers())) {
            services.registerWithCredential(round + "warm-", WARM_UP);
            await(topic, round + "warm-", WARM_UP, 1);
            services.registerWithCredential(round + "run-", CHANGES);
            report("registration", topic, round + "run-", 1);
            services.rotate(round + "run-", CHANGES);
            report("rotation", topic, round + "run-", 2);
        }
        services.deregister(round + "warm-", WARM_UP);
        services.deregister(round + "run-", CHANGES);
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

    private void report(String what, SealedArrivals topic, String prefix, int version) throws SQLException {
        await(topic, prefix, CHANGES, version);
        out.printf(
                "  commit in HM -> sealed on Kafka, %-12s %s%n",
                what, BenchServices.delays(services.committed(prefix), topic.arrived(version)));
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
            found = topic.arrived(version).keySet().stream()
                    .filter(service -> service.startsWith(prefix))
                    .count();
        }
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
