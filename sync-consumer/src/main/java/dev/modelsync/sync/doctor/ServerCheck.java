package dev.modelsync.sync.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the server takes writes, keeps what it was told, and lets no session of ours hang. */
final class ServerCheck {
    private static final String SERVER = "server";
    private static final String LIMITS = "limits";

    /** A batch may take as long as its statements; a shorter limit on transactions would end it again and again. */
    private static final long SHORTEST_TRANSACTION_MS = 60_000;

    private final JdbcClient jdbc;

    ServerCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Finding> role() {
        boolean standby = jdbc.sql("select pg_catalog.pg_is_in_recovery()")
                .query(Boolean.class)
                .single();
        return List.of(
                standby
                        ? Finding.fail(SERVER, "is a standby, which takes no writes; configure the primary's address")
                        : Finding.ok(SERVER, "takes writes"));
    }

    List<Finding> durability() {
        List<Finding> findings = new ArrayList<>();
        settings("fsync", "full_page_writes", "synchronous_commit").forEach((name, value) -> {
            if (value.equals("off")) {
                findings.add(Finding.warn(
                        "durability",
                        name + " is off, so a crash of the server may lose or damage what was committed",
                        "alter system set " + name + " = on",
                        "select pg_reload_conf()"));
            }
        });
        return findings.isEmpty() ? List.of(Finding.ok("durability", "committed means kept")) : findings;
    }

    /** As the worker's own sessions have them: it sets them itself, and an address may override that. */
    List<Finding> limits() {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> limits =
                settings("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout");
        limits.forEach((name, value) -> {
            if (value.equals("0")) {
                findings.add(Finding.warn(LIMITS, name + " is 0: the address overrides the worker's own limit"));
            }
        });
        settings("transaction_timeout").forEach((name, value) -> {
            long found = Long.parseLong(value);
            if (found > 0 && found < SHORTEST_TRANSACTION_MS) {
                findings.add(Finding.warn(
                        LIMITS, name + " is " + found + " ms, needed is none or " + SHORTEST_TRANSACTION_MS + " ms"));
            }
        });
        return findings.isEmpty() ? List.of(Finding.ok(LIMITS, limits + " ms")) : findings;
    }

    /** In the unit of each; those that this server does not know are left out. */
    private Map<String, String> settings(String... names) {
        Map<String, String> settings = new HashMap<>();
        jdbc.sql("select name, setting from pg_catalog.pg_settings where name = any (:names)")
                .param("names", names)
                .query(row -> {
                    settings.put(row.getString("name"), row.getString("setting"));
                });
        return settings;
    }
}
