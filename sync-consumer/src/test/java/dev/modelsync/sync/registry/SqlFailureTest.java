package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.registry.SqlFailure.Kind;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.UncategorizedSQLException;

import static org.assertj.core.api.Assertions.assertThat;

class SqlFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08006", "08007", "40001", "40P01", "53100", "53200", "53300", "55006",
                "55P03", "57P01", "57P02", "57P03", "57P05", "58000", "58030", "25006", "25P03", "25P04"
            })
    void shouldTakeADisturbanceForTransient(String state) {
        assertThat(SqlFailure.of(new SQLException("secret", state)).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource({
        "42501, PERMISSION_DENIED",
        "3F000, AIDB_MISSING",
        "42883, AIDB_MISSING",
        "42P01, AIDB_MISSING",
        "23505, ALREADY_EXISTS",
        "42710, ALREADY_EXISTS",
        "42P07, ALREADY_EXISTS",
        "22023, REFUSED_VALUE",
        "22021, REFUSED_VALUE",
        "42622, REFUSED_VALUE",
        "57014, TIMED_OUT",
        "38000, REGISTRY_ERROR",
        "P0001, REGISTRY_ERROR"
    })
    void shouldGiveALastingFailureItsReason(String state, Reason reason) {
        assertThat(SqlFailure.of(new SQLException("secret", state)))
                .isEqualTo(new SqlFailure(state, Kind.LASTING, reason));
    }

    @Test
    void shouldDoubtAnInternalError() {
        assertThat(SqlFailure.of(new SQLException("tuple concurrently updated", "XX000"))
                        .kind())
                .isEqualTo(Kind.DOUBTFUL);
    }

    @Test
    void shouldTakeAFailureBeforeTheServerAnsweredForTransient() {
        assertThat(SqlFailure.of(new SQLTransientConnectionException("the pool has none")))
                .isEqualTo(new SqlFailure("none", Kind.TRANSIENT, Reason.REGISTRY_ERROR));
        assertThat(SqlFailure.of(new DataAccessResourceFailureException("no cause"))
                        .kind())
                .isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void shouldFindTheStateBeneathOtherExceptions() {
        SQLException cause = new SQLException("secret", "42501");

        assertThat(SqlFailure.of(new IllegalStateException(new UncategorizedSQLException("task", "sql", cause)))
                        .sqlState())
                .isEqualTo("42501");
    }

    @Test
    void shouldNotRepeatTheServersWords() {
        SqlFailure failure = SqlFailure.of(new SQLException("ERROR: api_key is sk-secret", "22023"));

        assertThat(failure.detail()).contains("22023").doesNotContain("sk-secret");
        assertThat(failure.toString()).doesNotContain("sk-secret");
    }
}
