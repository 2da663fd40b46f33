package dev.modelsync.sync.apply;

import dev.modelsync.sync.apply.Batch.Origin;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The removals that were held back, as rows of the journal. An approval covers the models that its
 * giver was shown and no others, for an hour.
 */
public final class RemovalStops {
    private static final Duration APPROVAL_HOLDS = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    public RemovalStops(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A stop and when it was met first. */
    public record Open(RemovalStop stop, Instant since) {}

    /** The stop that waits longest for an approval; empty when none does. */
    public Optional<Open> open() {
        return jdbc.sql("""
                        select id, origin, models, owned, since from modelsync.removal_stop
                        where ended_at is null and approved_at is null
                        order by since, id
                        limit 1
                        """)
                .query((row, number) -> new Open(
                        new RemovalStop(
                                row.getString("id"),
                                Origin.valueOf(row.getString("origin")),
                                List.of((String[]) row.getArray("models").getArray()),
                                row.getInt("owned")),
                        row.getTimestamp("since").toInstant()))
                .optional();
    }

    int ownedModels() {
        return jdbc.sql("select count(*) from modelsync.model")
                .query(Integer.class)
                .single();
    }

    boolean isApproved(RemovalStop stop) {
        return jdbc.sql("""
                        select exists (
                            select from modelsync.removal_stop
                            where ended_at is null and approved_at > :valid_since and :models::text[] <@ models)
                        """)
                .param("valid_since", validSince())
                .param("models", stop.models().toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** An approval that is still good stays. */
    void remember(RemovalStop stop) {
        jdbc.sql("""
                insert into modelsync.removal_stop as s (id, origin, models, owned, since)
                values (:id, :origin, :models, :owned, :now)
                on conflict (id) do update
                set ended_at = null, since = excluded.since, owned = excluded.owned,
                    approved_at = null, approved_by = null, approval_reason = null
                where s.ended_at is not null or s.approved_at <= :valid_since
                """)
                .param("id", stop.id())
                .param("origin", stop.origin().name())
                .param("models", stop.models().toArray(String[]::new))
                .param("owned", stop.owned())
                .param("now", now())
                .param("valid_since", validSince())
                .update();
    }

    public void end(Origin origin) {
        jdbc.sql("update modelsync.removal_stop set ended_at = :now where ended_at is null and origin = :origin")
                .params(Map.of("now", now(), "origin", origin.name()))
                .update();
    }

    /** Whether the stop of that id is approved, and was not so long ago that it counts no more. */
    public boolean isApproved(String id) {
        return jdbc.sql("""
                        select exists (
                            select from modelsync.removal_stop
                            where id = :id and ended_at is null and approved_at > :valid_since)
                        """)
                .param("id", id)
                .param("valid_since", validSince())
                .query(Boolean.class)
                .single();
    }

    /** False when no such stop waits. */
    public boolean approve(String id, String actor, @Nullable String reason) {
        Map<String, @Nullable Object> approval = new HashMap<>();
        approval.put("id", id);
        approval.put("actor", actor);
        approval.put("reason", reason);
        approval.put("now", now());
        return jdbc.sql("""
                        update modelsync.removal_stop
                        set approved_at = :now, approved_by = :actor, approval_reason = :reason
                        where id = :id and ended_at is null and approved_at is null
                        """).params(approval).update() == 1;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Timestamp validSince() {
        return Timestamp.from(clock.instant().minus(APPROVAL_HOLDS));
    }
}
