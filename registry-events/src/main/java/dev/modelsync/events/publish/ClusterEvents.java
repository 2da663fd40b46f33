package dev.modelsync.events.publish;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.source.Revisions.Stamp;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Position;
import dev.modelsync.events.source.RowVersion;
import dev.modelsync.schema.ClusterChangeType;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterLocation;
import dev.modelsync.schema.ClusterState;
import dev.modelsync.schema.CredentialDelivery;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Enrolments of clusters on their topic. */
final class ClusterEvents implements EventMapper<ClusterRow, ClusterChanged> {
    @Override
    public Class<ClusterChanged> type() {
        return ClusterChanged.class;
    }

    @Override
    public String noun() {
        return "Cluster";
    }

    @Override
    public ClusterChanged event(RowChange<ClusterRow> change) {
        ClusterRow before = change instanceof RowChange.Updated<ClusterRow> updated ? updated.before() : null;
        ClusterRow row = change.row();
        Cluster cluster = row.cluster();
        Position position = change.position();
        return ClusterChanged.newBuilder()
                .setEventId(cluster.id() + ":" + cluster.change().revision())
                .setClusterId(cluster.id())
                .setRevision(cluster.change().revision())
                .setType(type(before, row))
                .setProjectId(cluster.project())
                .setLocation(location(cluster))
                .setLabels(cluster.labels())
                .setDelivery(delivery(cluster))
                .setSealingKeyId(cluster.delivery().sealingKeyId())
                .setTokenSha256(row.tokenSha256())
                .setEnrolledAt(cluster.enrolledAt())
                .setRevokedAt(cluster.revokedAt())
                .setBefore(before == null ? null : state(before.cluster()))
                .setActor(cluster.change().actor())
                .setReason(cluster.change().reason())
                .setOccurredAt(cluster.change().at())
                .setLsn(position.lsn())
                .setSnapshot(position.snapshot())
                .build();
    }

    private static ClusterChangeType type(@Nullable ClusterRow before, ClusterRow row) {
        boolean wasEnrolled = before != null && !before.cluster().isRevoked();
        if (row.cluster().isRevoked()) {
            return before == null || wasEnrolled ? ClusterChangeType.REVOKED : ClusterChangeType.UPDATED;
        }
        if (before == null || !wasEnrolled) {
            return ClusterChangeType.ENROLLED;
        }
        return before.tokenSha256().equals(row.tokenSha256())
                ? ClusterChangeType.UPDATED
                : ClusterChangeType.TOKEN_REISSUED;
    }

    @Override
    public ClusterChanged ending(ClusterChanged last, Stamp stamp, long lsn) {
        return ClusterChanged.newBuilder()
                .setEventId(last.getClusterId() + ":" + stamp.revision())
                .setClusterId(last.getClusterId())
                .setRevision(stamp.revision())
                .setType(ClusterChangeType.REVOKED)
                .setProjectId(last.getProjectId())
                .setLocation(last.getLocation())
                .setLabels(last.getLabels())
                .setDelivery(last.getDelivery())
                .setSealingKeyId(last.getSealingKeyId())
                .setTokenSha256(last.getTokenSha256())
                .setEnrolledAt(last.getEnrolledAt())
                .setRevokedAt(stamp.at())
                .setBefore(state(last))
                .setActor(ACTOR)
                .setReason("The enrolment is no longer in the database")
                .setOccurredAt(stamp.at())
                .setLsn(lsn)
                .setSnapshot(true)
                .build();
    }

    @Override
    public RowVersion version(ClusterChanged event) {
        return new RowVersion(
                event.getClusterId(),
                event.getClusterId(),
                event.getRevokedAt() == null,
                event.getRevision(),
                event.getOccurredAt());
    }

    @Override
    public EventHeaders headers(ClusterChanged event) {
        String type = event.getType().name().replace("_", "").toLowerCase(Locale.ROOT);
        return new EventHeaders(
                event.getEventId(),
                "/hm/projects/" + event.getProjectId(),
                "dev.modelsync.cluster." + type + ".v1",
                "clusters/" + event.getClusterId(),
                event.getOccurredAt());
    }

    private static ClusterState state(Cluster cluster) {
        return new ClusterState(
                cluster.project(),
                location(cluster),
                cluster.labels(),
                delivery(cluster),
                cluster.delivery().sealingKeyId(),
                cluster.enrolledAt(),
                cluster.revokedAt());
    }

    private static ClusterState state(ClusterChanged event) {
        return new ClusterState(
                event.getProjectId(),
                event.getLocation(),
                event.getLabels(),
                event.getDelivery(),
                event.getSealingKeyId(),
                event.getEnrolledAt(),
                event.getRevokedAt());
    }

    private static CredentialDelivery delivery(Cluster cluster) {
        return CredentialDelivery.valueOf(cluster.delivery().kind().name());
    }

    private static ClusterLocation location(Cluster cluster) {
        return ClusterLocation.valueOf(cluster.location().name());
    }
}
