package dev.modelsync.sync.doctor;

import dev.modelsync.sync.plan.Delivery;
import dev.modelsync.sync.plan.Delivery.ThroughProxy;
import dev.modelsync.sync.registry.AidbCapabilities;
import dev.modelsync.sync.registry.AidbCapabilities.CredentialHome;
import dev.modelsync.sync.registry.UnsupportedAidbException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether this AIDB can be worked with, and lets the worker do so. */
final class AidbCheck {
    private static final String AIDB = "aidb";
    private static final String EGRESS = "egress";
    private static final String CREDENTIALS = "credentials";

    private final JdbcClient jdbc;
    private final Delivery delivery;

    AidbCheck(JdbcClient jdbc, Delivery delivery) {
        this.jdbc = jdbc;
        this.delivery = delivery;
    }

    List<Finding> build() {
        boolean installed = jdbc.sql("select exists (select from pg_catalog.pg_extension where extname = 'aidb')")
                .query(Boolean.class)
                .single();
        if (!installed) {
            return List.of(Finding.fail(AIDB, "the database has no extension aidb", "create extension aidb cascade"));
        }
        try {
            return List.of(Finding.ok(AIDB, AidbCapabilities.probe(jdbc).inShort()));
        } catch (UnsupportedAidbException e) {
            return List.of(Finding.fail(AIDB, String.valueOf(e.getMessage())));
        }
    }

    List<Finding> rights() {
        List<String> denied = jdbc.sql("""
                        select 'schema ' || n.nspname from pg_catalog.pg_namespace n
                        where n.nspname = 'aidb' and not pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                        union all
                        select 'function ' || p.proname from pg_catalog.pg_proc p
                        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                        where n.nspname = 'aidb' and not pg_catalog.has_function_privilege(p.oid, 'EXECUTE')
                          and p.proname in ('create_model', 'delete_model', 'get_model', 'validate_model',
                                            'create_credential')
                        union all
                        select 'view ' || c.relname from pg_catalog.pg_class c
                        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'aidb' and c.relname in ('models', 'model_providers')
                          and not pg_catalog.has_table_privilege(c.oid, 'SELECT')
                        """).query(String.class).list();
        List<String> missing = jdbc.sql("""
                        select 'function delete_model' where not exists (
                            select from pg_catalog.pg_proc p
                            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                            where n.nspname = 'aidb' and p.proname = 'delete_model')
                        union all
                        select 'view ' || v.name from (values ('models'), ('model_providers')) as v (name)
                        where not exists (
                            select from pg_catalog.pg_class c
                            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = 'aidb' and c.relname = v.name)
                        """).query(String.class).list();
        List<Finding> findings = new ArrayList<>();
        if (!denied.isEmpty()) {
            findings.add(
                    Finding.fail(AIDB, "not allowed: " + String.join(", ", denied), "grant aidb_users to " + me()));
        }
        if (!missing.isEmpty()) {
            findings.add(Finding.fail(AIDB, "missing: " + String.join(", ", missing)));
        }
        return findings.isEmpty() ? List.of(Finding.ok(AIDB, "its functions and views may be used")) : findings;
    }

    List<Finding> egress() {
        Optional<EgressAllowlist> list = Stream.of("aidb.egress_allowlist", "edb.egress_allowlist")
                .map(parameter -> EgressAllowlist.of(parameter, setting(parameter)))
                .filter(found -> !found.entries().isEmpty())
                .findFirst();
        List<String> hosts = hosts();
        if (hosts.isEmpty()) {
            return List.of(Finding.ok(
                    EGRESS,
                    delivery instanceof ThroughProxy
                            ? "this cluster reaches no proxy, so no model is made"
                            : "no model has been made yet, so no host is known"));
        }
        return list.map(found ->
                        hosts.stream().map(host -> heldAgainst(found, host)).toList())
                .orElseGet(() -> List.of(Finding.ok(EGRESS, "no list, every host is allowed")));
    }

    /** Where models are called; with direct delivery the journal tells, once there are some. */
    private List<String> hosts() {
        if (delivery instanceof ThroughProxy proxy) {
            return proxy.reachable() ? List.of(proxy.host()) : List.of();
        }
        return mayRead("modelsync", "model") ? jdbc.sql("""
                        select distinct lower(substring(url from '^[a-z]+://([^/:]+)')) as host
                        from modelsync.model
                        order by 1
                        """).query(String.class).list() : List.of();
    }

    private Finding heldAgainst(EgressAllowlist list, String host) {
        if (list.names(host)) {
            return Finding.ok(EGRESS, list.parameter() + " names '" + host + "'");
        }
        String text = list.parameter() + " does not name '" + host + "', where the models are called";
        String[] remedy = {
            "alter system set " + list.parameter() + " = " + literal(String.join(",", list.entries()) + ',' + host),
            "select pg_reload_conf()"
        };
        return list.hasNetworks()
                ? Finding.warn(EGRESS, text + "; its address may lie in a network of the list", remedy)
                : Finding.fail(EGRESS, text, remedy);
    }

    /** The journal says which ones are ours; without one, none is. */
    List<Finding> foreignCredentials() {
        if (!mayRead("aidb", "model_providers") || isNamed()) {
            return List.of();
        }
        boolean journal = mayRead("modelsync", "credential");
        String ours = journal ? "select umid from modelsync.credential" : "select 0";
        List<String> foreign = jdbc.sql("""
                        select p.server_name::text
                        from aidb.model_providers p
                        join pg_catalog.pg_user_mappings m on m.srvname = p.server_name and m.umuser = 0
                        where m.umid::bigint not in (%s)
                        order by 1
                        """.formatted(ours)).query(String.class).list();
        return foreign.isEmpty()
                ? List.of()
                : List.of(Finding.warn(
                        CREDENTIALS,
                        "stored by somebody else on " + String.join(", ", foreign)
                                + ": services that need these providers will be parked"));
    }

    /** Secrets that were replaced or taken back, and which AIDB keeps all the same. */
    List<Finding> leftCredentials() {
        if (!mayRead("modelsync", "left_credential")) {
            return List.of();
        }
        List<String> left = jdbc.sql("select name from modelsync.left_credential")
                .query(String.class)
                .list();
        return left.isEmpty()
                ? List.of()
                : List.of(Finding.warn(
                        CREDENTIALS,
                        "no model works with " + String.join(", ", left)
                                + " any more, and AIDB keeps them: delete them there",
                        "select * from modelsync.left_credential",
                        "delete from modelsync.named_credential where left_at is not null"));
    }

    private boolean mayRead(String schema, String relation) {
        return jdbc.sql("""
                        select exists (
                            select from pg_catalog.pg_class c
                            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = :schema and c.relname = :relation
                              and pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                              and pg_catalog.has_table_privilege(c.oid, 'SELECT'))
                        """)
                .param("schema", schema)
                .param("relation", relation)
                .query(Boolean.class)
                .single();
    }

    private boolean isNamed() {
        try {
            return AidbCapabilities.probe(jdbc).credentials() == CredentialHome.NAMED;
        } catch (UnsupportedAidbException e) {
            return false;
        }
    }

    private String setting(String name) {
        return jdbc.sql("select coalesce(pg_catalog.current_setting(:name, true), '')")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private String literal(String text) {
        return jdbc.sql("select pg_catalog.quote_literal(:text)")
                .param("text", text)
                .query(String.class)
                .single();
    }

    private String me() {
        return jdbc.sql("select pg_catalog.quote_ident(current_user)")
                .query(String.class)
                .single();
    }
}
