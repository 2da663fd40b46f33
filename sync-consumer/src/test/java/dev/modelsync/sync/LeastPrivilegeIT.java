package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The worker's role is a plain member of aidb_users that owns schema modelsync: enough for its work, and for no more. */
class LeastPrivilegeIT {
    private static final String DENIED = "42501";
    private static final int CONNECTIONS = 2;

    private final TestCluster cluster = new TestCluster();
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldDoItsWholeWorkWithAPlainRole() {
        cluster.start();
        assertThat(decided(service.declared(1, embedding("a")))).isEqualTo(SyncResult.APPLIED);
        assertThat(decided(service.declared(2, embedding("b")))).isEqualTo(SyncResult.APPLIED);
        assertThat(decided(service.withdrawn(3))).isEqualTo(SyncResult.REMOVED);

        assertThat(cluster.sql()
                        .sql("""
                        select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
                        from pg_roles where rolname = :role
                        """)
                        .param("role", TestServers.WORKER_ROLE)
                        .query(Boolean.class)
                        .single())
                .isFalse();
        assertThat(cluster.sql()
                        .sql("""
                        select g.rolname::text
                        from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles w on w.oid = m.member
                        where w.rolname = :role
                        """)
                        .param("role", TestServers.WORKER_ROLE)
                        .query(String.class)
                        .list())
                .containsExactly("aidb_users");
        assertThat(cluster.sql()
                        .sql("""
                        select distinct n.nspname::text
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles w on w.oid = c.relowner
                        where w.rolname = :role and n.nspname not like 'pg\\_%'
                        """)
                        .param("role", TestServers.WORKER_ROLE)
                        .query(String.class)
                        .list())
                .containsExactly("modelsync");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role another",
                "alter role modelsync_worker createrole",
                "create database another",
                "create schema another",
                "create table public.mine ()",
                "alter extension aidb update",
                "drop extension aidb",
                "select * from private.data",
                "select * from pg_catalog.pg_authid",
                "select pg_catalog.pg_read_file('postgresql.conf')",
                "copy (select 1) to program 'true'",
                "set role postgres",
                "set session authorization postgres",
                "create server another foreign data wrapper aidb_model_fdw",
                "drop foreign table aidb_models.\"hand-made\"",
                "alter foreign table aidb_models.\"hand-made\" options (set config '{}')",
                "drop user mapping for public server openai_embeddings",
                "alter system set work_mem = '1GB'",
                "select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where usename = 'postgres'"
            })
    void shouldBeDeniedEverythingElse(String statement) {
        HandMade.model(cluster, "hand-made", TestService.EMBEDDINGS, "dba-key");
        cluster.sql().sql("create schema private").update();
        cluster.sql().sql("create table private.data as select 1 as n").update();
        cluster.sql().sql("revoke create on schema public from public").update();
        JdbcClient worker = asWorker();

        assertThatThrownBy(() -> worker.sql(statement).update())
                .as(statement)
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState())
                                .as(failure.getMessage())
                                .isEqualTo(DENIED));
        assertThat(cluster.credentialOf(TestService.EMBEDDINGS)).contains("dba-key");
    }

    @Test
    void shouldUseTwoConnectionsAtMostEachWithItsLimits() {
        cluster.start();
        decided(service.declared(1, embedding("first")));
        recordLimitsOfTheApplyingSession();
        for (int revision = 2; revision <= 20; revision++) {
            cluster.send(service.declared(revision, embedding("model-" + revision)));
        }
        decided(service.declared(21, embedding("last")));

        assertThat(cluster.sql()
                        .sql("""
                        select count(*) from pg_stat_activity where datname = current_database() and usename = :role
                        """)
                        .param("role", TestServers.WORKER_ROLE)
                        .query(Integer.class)
                        .single())
                .isBetween(1, CONNECTIONS);
        assertThat(cluster.sql()
                        .sql("select distinct limits from public.seen")
                        .query(String.class)
                        .list())
                .containsExactly("2s 30s 1min");
    }

    /** What another session has set can be seen from within that session only. */
    private void recordLimitsOfTheApplyingSession() {
        cluster.sql().sql("create table public.seen (limits text)").update();
        cluster.sql()
                .sql("grant insert on public.seen to " + TestServers.WORKER_ROLE)
                .update();
        cluster.sql().sql("""
                create function public.note_limits() returns trigger language plpgsql as $$
                begin
                    insert into public.seen select concat_ws(' ', current_setting('lock_timeout'),
                        current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'));
                    return new;
                end $$
                """).update();
        cluster.sql().sql("""
                create trigger note_limits before update on modelsync.cursor
                for each row execute function public.note_limits()
                """).update();
    }

    private JdbcClient asWorker() {
        return JdbcClient.create(new DriverManagerDataSource(
                String.valueOf(cluster.properties().get("modelsync.clusters[0].database.url")),
                TestServers.WORKER_ROLE,
                TestServers.WORKER_PASSWORD));
    }

    private SyncResult decided(ServiceChanged change) {
        cluster.send(change);
        return cluster.outcomeOf(change).getResult();
    }
}
