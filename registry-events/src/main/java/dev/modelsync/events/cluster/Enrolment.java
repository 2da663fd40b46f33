package dev.modelsync.events.cluster;

import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.registration.RowColumns;
import dev.modelsync.events.registration.rules.ServiceKey;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Enrols clusters, in table {@code hm.cluster}. */
public final class Enrolment {
    private static final String COLUMNS = "id, project, location, labels, enrolled_at, revoked_at, revision";

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    Enrolment(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Enrols a cluster once.
     *
     * @param id DNS style, unique in the whole of Hybrid Manager
     * @throws IllegalArgumentException when the id or the project is not a name
     */
    public EnrolmentResult enrol(String id, String project, Location location, Map<String, String> labels) {
        ServiceKey.requireName("cluster id", id);
        ServiceKey.requireName("project", project);
        AccessToken token = AccessToken.random(random);
        Optional<Cluster> enrolled = jdbc.sql("""
                        INSERT INTO hm.cluster (id, project, location, token_sha256, labels)
                        VALUES (:id, :project, :location, :token, :labels::jsonb)
                        ON CONFLICT (id) DO NOTHING
                        RETURNING
                        """ + COLUMNS)
                .param("id", id)
                .param("project", project)
                .param("location", location.name())
                .param("token", token.sha256())
                .param("labels", RowColumns.json(labels))
                .query(Enrolment::read)
                .optional();
        return enrolled.<EnrolmentResult>map(cluster -> new EnrolmentResult.Enrolled(cluster, token))
                .orElseGet(() -> new EnrolmentResult.AlreadyEnrolled(find(id).orElseThrow()));
    }

    public Optional<Cluster> find(String id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM hm.cluster WHERE id = :id")
                .param("id", id)
                .query(Enrolment::read)
                .optional();
    }

    private static Cluster read(ResultSet row, int number) throws SQLException {
        OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
        return new Cluster(
                row.getString("id"),
                row.getString("project"),
                Location.valueOf(row.getString("location")),
                RowColumns.labels(row.getString("labels")),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant(),
                revoked == null ? null : revoked.toInstant(),
                row.getLong("revision"));
    }
}
