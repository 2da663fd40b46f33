package dev.modelsync.events.replay;

import dev.modelsync.events.registration.PurgeTask;
import dev.modelsync.events.replay.ReplayTables.Given;
import dev.modelsync.events.replay.ReplayView.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes replays with their plans, when they are over on each of their clusters and nothing has been heard of them for longer than they are
 * kept. Their names are free from then on. One that is not over on a cluster stays, however old it is; who ordered a replay and what it
 * did stays in the activity log.
 */
final class ReplayPurge implements PurgeTask {
    private final ReplayDesk replays;
    private final ReplayTables tables;
    private final TransactionTemplate transactions;
    private final Duration retention;
    private final Clock clock;

    ReplayPurge(
            ReplayDesk replays,
            ReplayTables tables,
            TransactionTemplate transactions,
            Duration retention,
            Clock clock) {
        this.replays = replays;
        this.tables = tables;
        this.transactions = transactions;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public String purge() {
        Instant before = clock.instant().minus(retention);
        List<Given> over = tables.unheardSince(before).stream()
                .filter(replay -> replays.view(replay).clusters().stream()
                        .map(Cluster::state)
                        .allMatch(ReplayState::isOver))
                .toList();
        over.forEach(replay -> transactions.executeWithoutResult(status -> tables.remove(replay.id())));
        return over.isEmpty() ? "" : over.size() + " replays";
    }
}
