package dev.modelsync.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("AIDB contract, section 7: installation, roles, privileges")
class AidbInstallationIT {
    private static final String ROLE = "SELECT count(*) FROM pg_roles WHERE rolname = 'aidb_users'";
    private static final String MEMBERSHIP = "SELECT pg_has_role('member', 'aidb_users', 'MEMBER')";

    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @Test
    @DisplayName("aidb_users and its members survive DROP EXTENSION, and serve the next CREATE EXTENSION ... CASCADE")
    void shouldLeaveTheRoleBehind() throws SQLException {
        aidb.row("SELECT aidb.create_model('m', 'gemini', '{}', '{\"api_key\": \"k\"}')");
        aidb.asOwner("DROP EXTENSION aidb CASCADE");
        assertThat(
                        aidb.rows(
                                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'aidb%' "
                                        + "UNION ALL SELECT srvname FROM pg_foreign_server UNION ALL SELECT srvname FROM pg_user_mappings"))
                .isEmpty();
        assertThat(aidb.row(ROLE)).isEqualTo("1");
        assertThat(aidb.row(MEMBERSHIP)).isEqualTo("t");
        aidb.asOwner("CREATE EXTENSION aidb CASCADE");
        assertThat(aidb.row("SELECT aidb.create_model('m', 'gemini')")).isEqualTo("m");
    }

    @Test
    @DisplayName("the role is cluster-wide: several databases have the extension")
    void shouldServeSeveralDatabases() throws SQLException {
        String second = aidb.server().newEmptyDatabase();
        AidbStandIn.createIn(aidb.server().postgres(), second);
        aidb.row("SELECT aidb.create_model('only here', 'dummy')");
        try (Connection member = aidb.connectAs(AidbServer.MEMBER, second)) {
            assertThat(AidbDatabase.rows(member, "SELECT 1 FROM aidb.models WHERE name = 'only here'"))
                    .isEmpty();
            assertThat(AidbDatabase.rows(member, "SELECT aidb.create_model('only here', 'dummy')"))
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("who is not in aidb_users can call and read nothing")
    void shouldRefuseEverybodyElse() throws SQLException {
        aidb.asOwner("DROP ROLE IF EXISTS stranger");
        aidb.asOwner("CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
        try (Connection stranger = aidb.connectAs("stranger", aidb.name())) {
            for (String sql : new String[] {
                "SELECT aidb.create_model('m', 'dummy')",
                "SELECT * FROM aidb.models",
                "SELECT * FROM aidb.list_models()"
            }) {
                assertThatThrownBy(() -> AidbDatabase.rows(stranger, sql))
                        .as(sql)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
        assertThat(aidb.row("""
                        SELECT count(*) FROM pg_proc p
                        WHERE pronamespace IN ('aidb'::regnamespace, 'aidb_internal'::regnamespace)
                          AND has_function_privilege('stranger', p.oid, 'EXECUTE')
                        """)).isEqualTo("0");
    }

    @Test
    @DisplayName("a member may call everything in aidb and nothing of the implementation")
    void shouldGrantThePublicSurfaceOnly() throws SQLException {
        assertThat(aidb.rows("""
                        SELECT DISTINCT pronamespace::regnamespace, has_function_privilege('member', oid, 'EXECUTE')
                        FROM pg_proc WHERE pronamespace IN ('aidb'::regnamespace, 'aidb_internal'::regnamespace)
                        """)).containsExactlyInAnyOrder("aidb|t", "aidb_internal|f");
        assertThat(aidb.refusal("SELECT aidb_internal.drop_credentials('gemini')")
                        .getSQLState())
                .isEqualTo("42501");
        assertThat(aidb.refusal("CREATE TABLE aidb.mine (n int)").getSQLState()).isEqualTo("42501");
    }

    @Test
    @DisplayName("every function that runs with the owner's rights has a search path that no caller can steer")
    void shouldFixTheSearchPathOfDefinerFunctions() throws SQLException {
        assertThat(aidb.rows("""
                        SELECT proname FROM pg_proc
                        WHERE pronamespace IN ('aidb'::regnamespace, 'aidb_internal'::regnamespace) AND prosecdef
                          AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false)
                        """)).isEmpty();
    }

    @Test
    @DisplayName("objects of the caller that hide those of Postgres or AIDB change nothing")
    void shouldNotFollowTheCallersSearchPath() throws SQLException {
        aidb.rows("CREATE TEMPORARY TABLE pg_user_mappings AS SELECT 'gemini'::name AS srvname, 0::oid AS umuser");
        aidb.rows("CREATE TEMPORARY TABLE models AS SELECT 'gone' AS name, 'gemini' AS provider");
        aidb.rows("SET search_path = pg_temp, pg_catalog");
        aidb.rows("SELECT aidb.create_model('gone', 'gemini', '{}', '{\"api_key\": \"k\"}')");
        assertThat(aidb.rows("SELECT srvname FROM pg_catalog.pg_user_mappings")).containsExactly("gemini");
    }
}
