package dev.modelsync.guarantee;

import dev.modelsync.embedded.AidbStandIn;
import dev.modelsync.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A cluster: its AIDB server, the link on which its worker reaches it, and its DBA. */
final class Cluster implements AutoCloseable {
    static final String DATABASE = "aidb";
    private static final String COPY = "aidb_copy";
    private static final String ROLE = "modelsync_worker";
    private static final String PASSWORD = "worker-password";

    private final String id;
    private final EmbeddedPostgres server;
    private final Relay link;
    private final Dba dba;
    private boolean restored;

    private Cluster(String id, EmbeddedPostgres server) {
        this.id = id;
        this.server = server;
        this.link = new Relay(id, server::port);
        this.dba = new Dba(this);
    }

    static Cluster start(String id, Path folder) {
        EmbeddedPostgres server = AidbStandIn.postgresIn(folder).start();
        AidbStandIn.createIn(server, DATABASE);
        Cluster cluster = new Cluster(id, server);
        cluster.sql()
                .sql("create role %s login password '%s' in role aidb_users".formatted(ROLE, PASSWORD))
                .update();
        cluster.sql().sql("create schema modelsync authorization " + ROLE).update();
        return cluster;
    }

    String id() {
        return id;
    }

    EmbeddedPostgres server() {
        return server;
    }

    Relay link() {
        return link;
    }

    Dba dba() {
        return dba;
    }

    /** The token that its models carry; to be found in its registry and nowhere else. */
    String token() {
        return "token-of-" + id + "-Zq83/kept+secret=";
    }

    String proxyUrl() {
        return "http://proxy.test:8090/" + id;
    }

    /** As superuser and past the link. */
    JdbcClient sql() {
        return JdbcClient.create(server.dataSource(DATABASE));
    }

    Map<String, Object> workerProperties(int index, String project) {
        Map<String, Object> properties = new HashMap<>();
        Map.of(
                        "id",
                        id,
                        "project",
                        project,
                        "location",
                        "PRIMARY",
                        "database.url",
                        "jdbc:postgresql://127.0.0.1:" + link.port() + "/" + DATABASE,
                        "database.username",
                        ROLE,
                        "database.password",
                        PASSWORD,
                        "access-token",
                        token(),
                        "proxy-url",
                        proxyUrl(),
                        "parked-retry-interval",
                        "2s")
                .forEach((name, value) -> properties.put("modelsync.clusters[" + index + "]." + name, value));
        return properties;
    }

    /** How many decisions its journal holds; 0 while there is no journal. */
    long decided() {
        return journalExists()
                ? sql().sql("select coalesce(max(id), 0) from modelsync.history")
                        .query(Long.class)
                        .single()
                : 0;
    }

    private boolean journalExists() {
        return sql().sql("select to_regclass('modelsync.history') is not null")
                .query(Boolean.class)
                .single();
    }

    /** Whether the worker is in the middle of a transaction at this moment. */
    boolean isBeingChanged() {
        return sql().sql("""
                        select count(*) from pg_locks l join pg_stat_activity a using (pid)
                        where a.usename = '%s' and l.locktype = 'advisory' and l.granted and a.backend_xid is not null
                        """.formatted(ROLE)).query(Long.class).single() > 0;
    }

    /** Keeps a copy of the whole database, as a backup would. */
    void copy() {
        admin().sql("drop database if exists " + COPY).update();
        alone(() ->
                admin().sql("create database " + COPY + " template " + DATABASE).update());
        dba.copied();
    }

    /** Puts the copy in the database's place. */
    void restore() {
        alone(() -> {
            admin().sql("drop database " + DATABASE + " with (force)").update();
            admin().sql("alter database " + COPY + " rename to " + DATABASE).update();
        });
        restored = true;
        dba.restored();
    }

    /** Whether the registry has ever gone back in time: then outcomes are known of which its journal does not know. */
    boolean wasRestored() {
        return restored;
    }

    private void alone(Runnable work) {
        link.cut();
        admin().sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name")
                .param("name", DATABASE)
                .query(row -> {});
        work.run();
        link.open();
    }

    private JdbcClient admin() {
        return JdbcClient.create(server.dataSource(EmbeddedPostgres.USER));
    }

    @Override
    public void close() {
        link.close();
        server.close();
    }
}
