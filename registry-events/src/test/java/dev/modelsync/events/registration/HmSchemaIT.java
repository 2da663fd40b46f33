package dev.modelsync.events.registration;

import dev.modelsync.events.Hm;
import dev.modelsync.events.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The database keeps its rules also against SQL written by hand. In a database without an application. */
class HmSchemaIT {
    private static final String DATABASE = "hm_schema";
    private static JdbcClient jdbc;

    @BeforeAll
    static void migrate() {
        Hm.shared().postgres().createDatabase(DATABASE);
        jdbc = Hm.shared().jdbc(DATABASE);
        Flyway.configure()
                .dataSource(Hm.shared().postgres().dataSource(DATABASE))
                .locations("classpath:db/hm")
                .schemas("hm")
                .load()
                .migrate();
    }

    @Test
    void shouldAssignRevisionAndTimeItself() {
        update(Sql.insert("stamp", "svc"));
        long first = revision("stamp");
        update("UPDATE hm.inference_service SET revision = 1, changed_at = 'epoch' WHERE project = 'stamp'");

        assertThat(revision("stamp")).isGreaterThan(first);
        assertThat(jdbc.sql("SELECT changed_at > now() - interval '1 minute' FROM hm.inference_service"
                                + " WHERE project = 'stamp'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void shouldGiveTheNextRevisionOfAKeyOnlyAfterTheCommitOfTheOneBefore() throws Exception {
        update(Sql.insert("order", "svc"));
        update(Sql.deregister("order", "svc"));
        try (Connection one = connect();
                Connection two = connect()) {
            execute(one, Sql.insert("order", "svc"));
            Thread waiting = new Thread(() -> {
                try {
                    // An old incarnation is another row: only the lock on the key makes it wait.
                    execute(
                            two,
                            "UPDATE hm.inference_service SET change_reason = 'touched'"
                                    + " WHERE project = 'order' AND state = 'DEREGISTERED'");
                    two.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            waiting.start();
            await().until(HmSchemaIT::someoneWaitsForAnAdvisoryLock);

            one.commit();
            waiting.join();
        }

        assertThat(jdbc.sql("SELECT state FROM hm.inference_service WHERE project = 'order' ORDER BY revision")
                        .query(String.class)
                        .list())
                .containsExactly("REGISTERED", "DEREGISTERED");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldRefuse(String rule, List<String> before, String statement) {
        before.forEach(HmSchemaIT::update);

        assertThatThrownBy(() -> update(statement))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining(rule);
    }

    static Stream<Arguments> shouldRefuse() {
        String models = "models = '[{\"registryName\": \"x\"}]'";
        return Stream.of(
                refused("uid, project and name never change", "r1", "UPDATE hm.inference_service SET name = 'b'"),
                refused("uid, project and name never change", "r2", "UPDATE hm.inference_service SET project = 'b'"),
                refused(
                        "uid, project and name never change",
                        "r3",
                        "UPDATE hm.inference_service SET uid = gen_random_uuid()"),
                refused("is live", "r4", "DELETE FROM hm.inference_service"),
                refused("inference_service_models_readable", "r5", "UPDATE hm.inference_service SET " + models),
                refused("inference_service_models_readable", "r6", "UPDATE hm.inference_service SET models = '{}'"),
                refused("inference_service_models_readable", "r7", "UPDATE hm.inference_service SET models = '[1]'"),
                refused("inference_service_models_readable", "r8", "UPDATE hm.inference_service SET models = 'null'"),
                refused(
                        "inference_service_models_readable",
                        "r9",
                        "UPDATE hm.inference_service SET models = models || models"),
                refused(
                        "inference_service_models_readable",
                        "r10",
                        "UPDATE hm.inference_service SET models = '" + Sql.models("x".repeat(64)) + "'"),
                refused("inference_service_labels_readable", "r11", "UPDATE hm.inference_service SET labels = '[]'"),
                refused(
                        "inference_service_labels_readable",
                        "r12",
                        "UPDATE hm.inference_service SET labels = '{\"a\": 1}'"),
                refused(
                        "inference_service_credential_whole",
                        "r13",
                        "UPDATE hm.inference_service SET credential_ref = 'x'"),
                refused(
                        "inference_service_credential_whole",
                        "r14",
                        "UPDATE hm.inference_service SET credential_ref = '../x', credential_version = 1"),
                refused("inference_service_state_known", "r15", "UPDATE hm.inference_service SET state = 'PAUSED'"),
                refused("inference_service_live_name", "r16", Sql.insert("r16", "svc", "other")),
                refused("registry_name_taken", "r17", Sql.insert("r17", "other", "svc")),
                refused("inference_service_name_is_dns_name", "r18", Sql.insert("r18", "No Name", "n")),
                arguments(
                        "deregistered for good",
                        List.of(Sql.insert("r19", "svc"), Sql.deregister("r19", "svc")),
                        "UPDATE hm.inference_service SET state = 'REGISTERED' WHERE project = 'r19'"),
                arguments("cannot be truncated", List.of(), "TRUNCATE hm.inference_service"),
                arguments("cluster a is enrolled", List.of(Sql.enrol("a")), "DELETE FROM hm.cluster WHERE id = 'a'"),
                arguments("hm.cluster cannot be truncated", List.of(), "TRUNCATE hm.cluster"),
                arguments("its id never changes", List.of(Sql.enrol("b")), "UPDATE hm.cluster SET id = 'z'"),
                arguments(
                        "cluster_times_readable",
                        List.of(Sql.enrol("c")),
                        "UPDATE hm.cluster SET revoked_at = 'infinity' WHERE id = 'c'"),
                arguments(
                        "cluster_labels_readable",
                        List.of(Sql.enrol("d")),
                        "UPDATE hm.cluster SET labels = '[7]' WHERE id = 'd'"),
                arguments(
                        "cluster_delivery_known",
                        List.of(Sql.enrol("e")),
                        "UPDATE hm.cluster SET delivery = 'POST' WHERE id = 'e'"),
                arguments(
                        "cluster_sealing_key_where_direct",
                        List.of(Sql.enrol("f")),
                        "UPDATE hm.cluster SET delivery = 'DIRECT' WHERE id = 'f'"),
                arguments(
                        "cluster_sealing_key_where_direct",
                        List.of(Sql.enrol("g")),
                        "UPDATE hm.cluster SET sealing_key = '{}' WHERE id = 'g'"),
                arguments(
                        "cluster_sealing_key_length",
                        List.of(Sql.enrol("h")),
                        "UPDATE hm.cluster SET delivery = 'DIRECT', sealing_key = '' WHERE id = 'h'"));
    }

    private static Arguments refused(String rule, String project, String statement) {
        String where = statement.startsWith("INSERT") ? "" : " WHERE project = '" + project + "'";
        return arguments(rule, List.of(Sql.insert(project, "svc")), statement + where);
    }

    @Test
    void shouldGiveRegistryNamesBackWhenTheyAreNoLongerUsed() {
        update(Sql.insert("names", "a", "shared"));
        update("UPDATE hm.inference_service SET models = '" + Sql.models("renamed") + "' WHERE project = 'names'");
        update(Sql.insert("names", "b", "shared"));
        update(Sql.deregister("names", "b"));
        update(Sql.insert("names", "c", "shared"));

        assertThat(jdbc.sql("SELECT registry_name FROM hm.registry_name WHERE project = 'names' ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("renamed", "shared");
    }

    @Test
    void shouldLetTheSameRegistryNameBeUsedInAnotherProject() {
        update(Sql.insert("here", "svc"));
        update(Sql.insert("there", "svc"));

        assertThat(revision("there")).isGreaterThan(revision("here"));
    }

    @Test
    void shouldLetADeregisteredRowBePurged() {
        update(Sql.insert("purged", "svc"));
        update(Sql.deregister("purged", "svc"));

        assertThat(jdbc.sql(Sql.purge("purged", "svc")).update()).isEqualTo(1);
    }

    @Test
    void shouldLetARevokedClusterBeForgotten() {
        update(Sql.enrol("forgotten"));
        update(Sql.revoke("forgotten"));

        assertThat(jdbc.sql(Sql.forget("forgotten")).update()).isEqualTo(1);
    }

    private static boolean someoneWaitsForAnAdvisoryLock() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .query(Boolean.class)
                .single();
    }

    private static long revision(String project) {
        return jdbc.sql("SELECT revision FROM hm.inference_service WHERE project = :project")
                .param("project", project)
                .query(Long.class)
                .single();
    }

    private static void update(String statement) {
        jdbc.sql(statement).update();
    }

    private static Connection connect() throws SQLException {
        Connection connection = Hm.shared().postgres().dataSource(DATABASE).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
