package dev.modelsync.events.replay;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.registration.purge.PurgeTask;
import dev.modelsync.events.replay.ReplayTables.Given;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deletes replays with their plans, when they are over on each of their clusters and nothing has been heard of them for longer than they are
 * kept. Their names are free from then on. One that is not over on a cluster stays, however old it is, unless the cluster was revoked, of
 * which nothing more may ever be heard; who ordered a replay and what it did stays in the activity log.
 */
final class ReplayPurge implements PurgeTask {
    private final ReplayDesk replays;
    private final ReplayTables tables;
    private final Enrolment enrolment;
    private final Duration retention;
    private final Clock clock;

    ReplayPurge(ReplayDesk replays, ReplayTables tables, Enrolment enrolment, Duration retention, Clock clock) {
        this.replays = replays;
        this.tables = tables;
        this.enrolment = enrolment;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public String purge() {
        Instant before = clock.instant().minus(retention);
        List<Given> over = tables.unheardSince(before).stream()
                .filter(replay -> replays.view(replay).clusters().stream().allMatch(this::isOver))
                .toList();
        over.forEach(replay -> tables.remove(replay.id()));
        return over.isEmpty() ? "" : over.size() + " replays";
    }

    private boolean isOver(ReplayView.Cluster cluster) {
        return cluster.state().isOver()
                || enrolment.find(cluster.cluster()).filter(Cluster::isRevoked).isPresent();
    }
}
