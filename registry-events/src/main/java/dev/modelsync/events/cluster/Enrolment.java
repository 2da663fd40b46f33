package dev.modelsync.events.cluster;

import dev.modelsync.events.cluster.Cluster.Change;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.registration.RowColumns;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.source.SourceTable;
import dev.modelsync.events.source.SourceTable.Rows;
import dev.modelsync.events.source.SourceTable.Shape;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Enrols and revokes clusters, in table {@code hm.cluster}. Of a token, only its digest is kept. */
public final class Enrolment {
    private static final String COLUMNS = """
             id, project, location, labels, delivery, sealing_key, enrolled_at, revoked_at, revision, changed_by, change_reason,
             changed_at
            """;
    private static final String ACTOR = "modelsync";

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    Enrolment(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The table as the publisher sees it. */
    static SourceTable<ClusterRow> source(JdbcClient jdbc, TransactionTemplate transactions) {
        return new SourceTable<>(
                jdbc,
                transactions,
                new Shape("hm.cluster", "id", "id", "text", "revoked_at IS NULL", "cluster ", ""),
                new Rows<>(
                        COLUMNS + ", token_sha256",
                        (row, number) -> new ClusterRow(read(row, number), row.getString("token_sha256"))));
    }

    /**
     * Enrols a cluster that calls models through the proxy, once. One that was revoked stays so.
     *
     * @param id DNS style, unique in the whole of Hybrid Manager
     * @throws IllegalArgumentException when the id or the project is not a name
     */
    public EnrolmentResult enrol(String id, String project, Location location, Map<String, String> labels) {
        ServiceKey.requireName("cluster id", id);
        ServiceKey.requireName("project", project);
        return enrol(new EnrolmentRequest(id, project, location, labels, new Delivery.Proxy(), null), ACTOR, false);
    }

    /** Enrols a cluster, also one that was revoked. */
    public EnrolmentResult enrol(EnrolmentRequest request, String actor) {
        return enrol(request, actor, true);
    }

    private EnrolmentResult enrol(EnrolmentRequest request, String actor, boolean alsoRevoked) {
        AccessToken token = AccessToken.random(random);
        Optional<Cluster> enrolled = jdbc.sql("""
                        INSERT INTO hm.cluster AS known
                            (id, project, location, token_sha256, labels, delivery, sealing_key, changed_by, change_reason)
                        VALUES (:id, :project, :location, :token, :labels::jsonb, :delivery, :key, :actor, :reason)
                        ON CONFLICT (id) DO UPDATE
                        SET project = excluded.project, location = excluded.location,
                            token_sha256 = excluded.token_sha256, labels = excluded.labels,
                            delivery = excluded.delivery, sealing_key = excluded.sealing_key,
                            enrolled_at = clock_timestamp(), revoked_at = NULL,
                            changed_by = excluded.changed_by, change_reason = excluded.change_reason
                        WHERE known.revoked_at IS NOT NULL AND :alsoRevoked
                        RETURNING
                        """ + COLUMNS)
                .param("id", request.id())
                .param("project", request.project())
                .param("location", request.location().name())
                .param("token", token.sha256())
                .param("labels", RowColumns.json(request.labels()))
                .param("delivery", request.delivery().kind().name())
                .param("key", request.delivery().sealingKey())
                .param("actor", actor)
                .param("reason", request.reason())
                .param("alsoRevoked", alsoRevoked)
                .query(Enrolment::read)
                .optional();
        return enrolled.<EnrolmentResult>map(cluster -> new EnrolmentResult.Enrolled(cluster, token))
                .orElseGet(() ->
                        new EnrolmentResult.AlreadyEnrolled(find(request.id()).orElseThrow()));
    }

    public Optional<Cluster> find(String id) {
        return jdbc.sql("SELECT" + COLUMNS + "FROM hm.cluster WHERE id = :id")
                .param("id", id)
                .query(Enrolment::read)
                .optional();
    }

    /** In the order of their ids, from the one after an id on. */
    public List<Cluster> list(String afterId, int limit) {
        return jdbc.sql("SELECT" + COLUMNS + "FROM hm.cluster WHERE id > :after ORDER BY id LIMIT :limit")
                .param("after", afterId)
                .param("limit", limit)
                .query(Enrolment::read)
                .list();
    }

    /**
     * Takes the cluster's right away; one that is revoked stays as it is.
     *
     * @return the cluster as it is now, empty when there is none
     */
    public Optional<Cluster> revoke(String id, String actor, @Nullable String reason) {
        Optional<Cluster> revoked = jdbc.sql("""
                        UPDATE hm.cluster
                        SET revoked_at = clock_timestamp(), changed_by = :actor, change_reason = :reason
                        WHERE id = :id AND revoked_at IS NULL
                        RETURNING
                        """ + COLUMNS)
                .param("id", id)
                .param("actor", actor)
                .param("reason", reason)
                .query(Enrolment::read)
                .optional();
        return revoked.isPresent() ? revoked : find(id);
    }

    /** Gives the cluster another token, which makes the one before invalid. */
    public TokenResult reissue(String id, String actor, @Nullable String reason) {
        AccessToken token = AccessToken.random(random);
        Optional<Cluster> changed = jdbc.sql("""
                        UPDATE hm.cluster
                        SET token_sha256 = :token, changed_by = :actor, change_reason = :reason
                        WHERE id = :id AND revoked_at IS NULL
                        RETURNING
                        """ + COLUMNS)
                .param("id", id)
                .param("token", token.sha256())
                .param("actor", actor)
                .param("reason", reason)
                .query(Enrolment::read)
                .optional();
        if (changed.isPresent()) {
            return new TokenResult.Issued(changed.get(), token);
        }
        return find(id).<TokenResult>map(TokenResult.Revoked::new).orElseGet(TokenResult.Unknown::new);
    }

    /**
     * Changes how the cluster gets credentials, or the key that they are sealed with; one that gets them so already
     * stays as it is, and so does one that is revoked.
     *
     * @return the cluster as it is now, empty when there is none
     */
    public Optional<Cluster> deliver(String id, Delivery delivery, String actor, @Nullable String reason) {
        Optional<Cluster> changed = jdbc.sql("""
                        UPDATE hm.cluster
                        SET delivery = :delivery, sealing_key = :key, changed_by = :actor, change_reason = :reason
                        WHERE id = :id AND revoked_at IS NULL
                          AND (delivery, sealing_key) IS DISTINCT FROM (:delivery, :key::text)
                        RETURNING
                        """ + COLUMNS)
                .param("id", id)
                .param("delivery", delivery.kind().name())
                .param("key", delivery.sealingKey())
                .param("actor", actor)
                .param("reason", reason)
                .query(Enrolment::read)
                .optional();
        return changed.isPresent() ? changed : find(id);
    }

    static Cluster read(ResultSet row, int number) throws SQLException {
        OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
        return new Cluster(
                row.getString("id"),
                row.getString("project"),
                Location.valueOf(row.getString("location")),
                RowColumns.labels(row.getString("labels")),
                Delivery.of(Delivery.Kind.valueOf(row.getString("delivery")), row.getString("sealing_key")),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant(),
                revoked == null ? null : revoked.toInstant(),
                new Change(
                        row.getLong("revision"),
                        row.getString("changed_by"),
                        row.getString("change_reason"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()));
    }
}
