package dev.modelsync.sync.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the worker's role has what it needs, and no more. */
final class RoleCheck {
    private static final String ROLE = "role";
    private static final String SCHEMA = "schema modelsync";

    private final JdbcClient jdbc;

    RoleCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Attribute(String name, boolean present, boolean tolerable) {}

    List<Finding> attributes() {
        List<Attribute> attributes = jdbc.sql("""
                        select a.name, a.present, a.tolerable
                        from pg_catalog.pg_roles r
                        cross join lateral (values
                            ('superuser', r.rolsuper, false),
                            ('createrole', r.rolcreaterole, false),
                            ('createdb', r.rolcreatedb, true),
                            ('replication', r.rolreplication, true),
                            ('bypassrls', r.rolbypassrls, true)) as a (name, present, tolerable)
                        where r.rolname = current_user
                        """).query(Attribute.class).list();
        List<Finding> findings = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.present()) {
                String text = me() + " has " + attribute.name() + ", which it does not need";
                String remedy = "alter role " + me() + " no" + attribute.name();
                findings.add(
                        attribute.tolerable() ? Finding.warn(ROLE, text, remedy) : Finding.fail(ROLE, text, remedy));
            }
        }
        return findings.isEmpty() ? List.of(Finding.ok(ROLE, me() + " is a plain role")) : findings;
    }

    List<Finding> membership() {
        Optional<Boolean> member = jdbc.sql("""
                        select pg_catalog.pg_has_role(r.oid, 'USAGE')
                        from pg_catalog.pg_roles r
                        where r.rolname = 'aidb_users'
                        """).query(Boolean.class).optional();
        if (member.isEmpty()) {
            return List.of(Finding.fail(ROLE, "the server has no role aidb_users; extension aidb makes it"));
        }
        return List.of(
                member.get()
                        ? Finding.ok(ROLE, me() + " is a member of aidb_users")
                        : Finding.fail(ROLE, me() + " is not a member of aidb_users", "grant aidb_users to " + me()));
    }

    List<Finding> schema() {
        Optional<Boolean> mine = jdbc.sql("""
                        select pg_catalog.pg_has_role(n.nspowner, 'USAGE')
                        from pg_catalog.pg_namespace n
                        where n.nspname = 'modelsync'
                        """).query(Boolean.class).optional();
        if (mine.isPresent()) {
            return List.of(
                    mine.get()
                            ? Finding.ok(SCHEMA, "belongs to " + me())
                            : Finding.fail(
                                    SCHEMA, "belongs to another role", "alter schema modelsync owner to " + me()));
        }
        boolean mayCreate = jdbc.sql(
                        "select pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')")
                .query(Boolean.class)
                .single();
        return List.of(
                mayCreate
                        ? Finding.ok(SCHEMA, "does not exist yet, and " + me() + " may create it")
                        : Finding.fail(
                                SCHEMA,
                                "does not exist, and " + me() + " may not create it",
                                "create schema modelsync authorization " + me()));
    }

    /** As it has to be written in SQL. */
    private String me() {
        return jdbc.sql("select pg_catalog.quote_ident(current_user)")
                .query(String.class)
                .single();
    }
}
