package dev.modelsync.quickstart;

import dev.modelsync.embedded.AidbStandIn;
import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.embedded.EmbeddedPostgres;
import dev.modelsync.embedded.FakeProvider;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The servers that modelsync works with, in folders below one data folder: Kafka, HM's Postgres, an
 * AIDB Postgres a cluster and a fake provider. They start side by side.
 */
final class Servers implements AutoCloseable {
    static final String HM_DATABASE = "hm";
    static final String WORKER_ROLE = "modelsync_worker";
    static final String WORKER_PASSWORD = "modelsync";

    /** What a DBA grants the worker: the use of AIDB, and a schema of its own. */
    private static final String GRANT_WORKER = """
            do $$
            begin
              if not exists (select from pg_roles where rolname = '%1$s') then
                create role %1$s login password '%2$s' in role aidb_users;
              end if;
            end
            $$;
            create schema if not exists modelsync authorization %1$s;
            """.formatted(WORKER_ROLE, WORKER_PASSWORD);

    private final Running running;
    private final Path data;
    private final EmbeddedPostgres hm;
    private final List<Cluster> clusters;
    private final FakeProvider provider;
    private volatile EmbeddedKafka kafka;

    private Servers(
            Running running,
            Path data,
            EmbeddedKafka kafka,
            EmbeddedPostgres hm,
            List<Cluster> clusters,
            FakeProvider provider) {
        this.running = running;
        this.data = data;
        this.kafka = kafka;
        this.hm = hm;
        this.clusters = List.copyOf(clusters);
        this.provider = provider;
    }

    static Servers start(Path data, Ports ports) {
        return start(data, ports, AidbStandIn.VERSION);
    }

    /** @param secondaryBuild of AIDB, on cluster 'secondary' when its folder is new */
    static Servers start(Path data, Ports ports, String secondaryBuild) {
        Running running = new Running();
        ExecutorService starters = Executors.newCachedThreadPool();
        Future<EmbeddedPostgres> hm = starters.submit(() -> running.add(startHm(data, ports.hm)));
        Future<Cluster> primary =
                starters.submit(() -> startCluster(running, data, "primary", ports.primary, AidbStandIn.VERSION));
        Future<Cluster> secondary =
                starters.submit(() -> startCluster(running, data, "secondary", ports.secondary, secondaryBuild));
        Future<EmbeddedKafka> kafka = starters.submit(() -> running.add(startKafka(data, ports.kafka)));
        Future<FakeProvider> provider = starters.submit(() -> running.add(FakeProvider.start(ports.provider)));
        starters.shutdown();
        try {
            return new Servers(
                    running, data, kafka.get(), hm.get(), List.of(primary.get(), secondary.get()), provider.get());
        } catch (ExecutionException e) {
            closeOnceAllHaveStarted(starters, running);
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("The servers cannot be started", e.getCause());
        } catch (InterruptedException e) {
            closeOnceAllHaveStarted(starters, running);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the servers were starting", e);
        }
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    EmbeddedPostgres hm() {
        return hm;
    }

    List<Cluster> clusters() {
        return clusters;
    }

    FakeProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        running.close();
    }

    /** Stops the broker and starts it again, on the same port and folder. */
    void restartKafka() {
        int port = kafka.port();
        kafka.close();
        kafka = running.add(startKafka(data, port));
    }

    private static EmbeddedKafka startKafka(Path data, int port) {
        return EmbeddedKafka.start(data.resolve("kafka"), port);
    }

    private static EmbeddedPostgres startHm(Path data, int port) {
        EmbeddedPostgres server = EmbeddedPostgres.in(data.resolve("hm"))
                .port(port)
                .setting("track_commit_timestamp", "on")
                .start();
        server.createDatabase(HM_DATABASE);
        return server;
    }

    private static Cluster startCluster(Running running, Path data, String id, int port, String build)
            throws SQLException {
        EmbeddedPostgres server = running.add(AidbStandIn.postgresIn(data.resolve("aidb-" + id))
                .port(port)
                .setting("track_commit_timestamp", "on")
                .start());
        AidbStandIn.createIn(server, Cluster.DATABASE, build);
        try (Connection connection = server.dataSource(Cluster.DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(GRANT_WORKER);
        }
        return new Cluster(id, server);
    }

    /** A part that is still starting when another has failed would otherwise be left running. */
    private static void closeOnceAllHaveStarted(ExecutorService starters, Running running) {
        try {
            if (!starters.awaitTermination(1, TimeUnit.MINUTES)) {
                starters.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.close();
    }
}
