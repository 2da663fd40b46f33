package dev.modelsync.events.capture;

import dev.modelsync.events.fleet.why.CaptureLook;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By the database's own word: whether somebody reads from the replication slot. */
final class SlotLook implements CaptureLook {
    private final JdbcClient jdbc;
    private final String slot;

    SlotLook(JdbcClient jdbc, String slot) {
        this.jdbc = jdbc;
        this.slot = slot;
    }

    @Override
    public boolean isFollowing() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = :slot AND active)")
                .param("slot", slot)
                .query(Boolean.class)
                .single();
    }
}
