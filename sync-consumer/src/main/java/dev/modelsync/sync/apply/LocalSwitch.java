package dev.modelsync.sync.apply;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The switch by which a DBA pauses the worker from SQL. */
final class LocalSwitch {
    private final JdbcClient jdbc;

    LocalSwitch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who paused the worker and why; empty when nobody did. */
    Optional<String> paused() {
        return jdbc.sql("""
                        select 'paused in the database by ' || paused_by || ': ' || reason
                        from modelsync.local_switch
                        order by id
                        limit 1
                        """).query(String.class).optional();
    }
}
