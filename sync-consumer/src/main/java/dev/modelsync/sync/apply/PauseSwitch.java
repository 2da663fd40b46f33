package dev.modelsync.sync.apply;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The switches that pause the worker: the DBA's, from SQL, and that of a command from Hybrid Manager. */
public final class PauseSwitch {
    private final JdbcClient jdbc;

    public PauseSwitch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who paused the worker and why; empty when nobody did. */
    Optional<String> paused() {
        return jdbc.sql("""
                        (select 'paused in the database by ' || paused_by || ': ' || reason
                        from modelsync.local_switch
                        order by id
                        limit 1)
                        union all
                        select 'paused in Hybrid Manager by ' || paused_by || coalesce(': ' || reason, '')
                        from modelsync.pause
                        limit 1
                        """).query(String.class).optional();
    }

    /** By a command; a pause that is in force already gets the newer reason. */
    public void pause(String commandId, String actor, @Nullable String reason, Instant since) {
        jdbc.sql("delete from modelsync.pause").update();
        Map<String, @Nullable Object> pause = new HashMap<>();
        pause.put("id", commandId);
        pause.put("actor", actor);
        pause.put("reason", reason);
        pause.put("since", Timestamp.from(since));
        jdbc.sql(
                        "insert into modelsync.pause (command_id, paused_by, reason, since) values (:id, :actor, :reason, :since)")
                .params(pause)
                .update();
    }

    /** Ends the pause of a command, not that of a DBA; false when there is none. */
    public boolean resume() {
        return jdbc.sql("delete from modelsync.pause").update() > 0;
    }
}
