package dev.modelsync.sync.command;

import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.journal.EventKind;
import dev.modelsync.sync.journal.History;
import dev.modelsync.sync.journal.JournalRows;
import dev.modelsync.sync.journal.OutcomeOutbox;
import dev.modelsync.sync.journal.SyncResult;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.registry.AidbDatabase;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends that a parked change waits: a person does not want it any more. Its models stay as they are. */
final class GivingUp {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final OutcomeOutbox outbox;
    private final History history;

    GivingUp(AidbDatabase database, OutcomeOutbox outbox) {
        this.jdbc = database.jdbc();
        this.clock = database.clock();
        this.outbox = outbox;
        this.history = new History(database.dataSource(), database.clock());
    }

    void giveUp(ServiceKey service, String actor, String reason) {
        String detail = Reason.DISCARDED.explanation() + ": " + actor + ": " + reason;
        List<ApplyResult> given = jdbc.sql("""
                        update modelsync.service
                        set state = 'SKIPPED', reason = 'DISCARDED', detail = :detail, event = null, left_out = '{}',
                            applied_at = :now
                        where project = :project and name = :name and state = 'PARKED'
                        returning declared is null as withdrawn, uid, revision, event_id, changed_at, topic, partition, record_offset
                        """)
                .param("detail", detail)
                .param("now", Timestamp.from(clock.instant()))
                .param("project", service.project())
                .param("name", service.name())
                .query((row, number) -> new ApplyResult(
                        service,
                        JournalRows.changeIn(row),
                        SyncResult.SKIPPED,
                        Reason.DISCARDED,
                        detail,
                        List.of(),
                        JournalRows.positionIn(row),
                        row.getBoolean("withdrawn") ? EventKind.WITHDRAWN : EventKind.DECLARED))
                .list();
        history.add(given);
        outbox.add(given, null);
    }
}
