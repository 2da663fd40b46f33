package dev.modelsync.sync.doctor;

import dev.modelsync.sync.plan.Delivery;
import dev.modelsync.sync.registry.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether a cluster's database is as its worker needs it, seen with the worker's own role. */
public final class DatabaseCheck {
    private static final String DATABASE = "database";

    private final JdbcClient jdbc;
    private final Delivery delivery;

    /**
     * @param database of which every connection is read-only
     * @param delivery to where AIDB will send the requests of the models
     */
    public DatabaseCheck(DataSource database, Delivery delivery) {
        this.jdbc = JdbcClient.create(database);
        this.delivery = delivery;
    }

    /** A check that fails by itself is a finding too, and the others follow. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(Finding.ok(DATABASE, "PostgreSQL " + setting("server_version")));
        } catch (DataAccessException e) {
            return List.of(unusable(SqlFailure.of(e)));
        }
        RoleCheck role = new RoleCheck(jdbc);
        AidbCheck aidb = new AidbCheck(jdbc, delivery);
        ServerCheck server = new ServerCheck(jdbc);
        List<Supplier<List<Finding>>> checks = List.of(
                role::attributes,
                role::membership,
                role::schema,
                aidb::build,
                aidb::rights,
                aidb::egress,
                aidb::foreignCredentials,
                aidb::leftCredentials,
                server::role,
                server::durability,
                server::limits);
        checks.forEach(check -> findings.addAll(attempted(check)));
        return findings;
    }

    private static List<Finding> attempted(Supplier<List<Finding>> check) {
        try {
            return check.get();
        } catch (DataAccessException e) {
            SqlFailure failure = SqlFailure.of(e);
            return List.of(
                    failure.kind() == SqlFailure.Kind.TRANSIENT
                            ? unusable(failure)
                            : Finding.warn(DATABASE, "a check could not be made, " + failure.inShort()));
        }
    }

    /** Class 28 and 3D: the server answers, and does not let us in. */
    private static Finding unusable(SqlFailure failure) {
        return switch (failure.sqlState().substring(0, 2)) {
            case "28" -> Finding.fail(DATABASE, "the server refuses the configured user, " + failure.inShort());
            case "3D" -> Finding.fail(DATABASE, "there is no such database, " + failure.inShort());
            default -> Finding.unreachable(DATABASE, "cannot be used, " + failure.inShort());
        };
    }

    private String setting(String name) {
        return jdbc.sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }
}
