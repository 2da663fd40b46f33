package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.fleet.proxy.AnnouncedCredential.Place;
import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Table {@code hm.announced_credential}: a fold of the service topic, the credential of each service with the place of
 * the event that announced it. Later events that keep the credential change nothing, and neither do earlier ones that
 * are read again.
 */
final class AnnouncedCredentials implements RecordFold.Target {
    private final JdbcClient jdbc;

    AnnouncedCredentials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By key, of those services that an event has told of. */
    Map<String, AnnouncedCredential> of(Collection<String> keys) {
        return jdbc
                .sql("SELECT * FROM hm.announced_credential WHERE service_key = ANY (:keys::text[])")
                .param("keys", keys.toArray(String[]::new))
                .query((row, number) -> read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(AnnouncedCredential::key, Function.identity()));
    }

    /** The last place that announced a credential before a moment, by partition. */
    Map<Integer, Long> lastBefore(Instant moment) {
        Map<Integer, Long> offsets = new HashMap<>();
        jdbc.sql("SELECT topic_partition, max(topic_offset) FROM hm.announced_credential"
                        + " WHERE announced_at < :moment GROUP BY topic_partition")
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    offsets.put(row.getInt(1), row.getLong(2));
                });
        return offsets;
    }

    @Override
    public boolean add(ConsumerRecord<?, ?> message, Object event) {
        if (event instanceof ServiceChanged change) {
            record(change, new Place(message.partition(), message.offset()));
            return true;
        }
        return false;
    }

    /** The same revision comes again on a topic that was made anew: then the new place counts. */
    private void record(ServiceChanged change, Place place) {
        ServiceState after = change.getAfter();
        int version = after == null ? 0 : after.getCredentialVersion();
        jdbc.sql("""
                        INSERT INTO hm.announced_credential AS known (
                            service_key, uid, credential_ref, credential_version, revision, topic_partition,
                            topic_offset, announced_at)
                        VALUES (:key, :uid, :ref, :version, :revision, :partition, :offset, :at)
                        ON CONFLICT (service_key) DO UPDATE
                        SET uid = excluded.uid, credential_ref = excluded.credential_ref,
                            credential_version = excluded.credential_version, revision = excluded.revision,
                            topic_partition = excluded.topic_partition, topic_offset = excluded.topic_offset,
                            announced_at = excluded.announced_at
                        WHERE excluded.revision = known.revision
                           OR excluded.revision > known.revision
                              AND (excluded.uid, excluded.credential_ref, excluded.credential_version)
                                  IS DISTINCT FROM (known.uid, known.credential_ref, known.credential_version)
                        """)
                .param("key", change.getProjectId() + '/' + change.getServiceName())
                .param("uid", change.getServiceUid())
                .param("ref", after == null ? null : after.getCredentialRef())
                .param("version", version)
                .param("revision", change.getRevision())
                .param("partition", place.partition())
                .param("offset", place.offset())
                .param("at", change.getOccurredAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void forget(String key) {
        jdbc.sql("DELETE FROM hm.announced_credential WHERE service_key = :key")
                .param("key", key)
                .update();
    }

    private static AnnouncedCredential read(ResultSet row) throws SQLException {
        return new AnnouncedCredential(
                row.getString("service_key"),
                row.getString("uid"),
                reference(row.getString("credential_ref"), row.getInt("credential_version")),
                new Place(row.getInt("topic_partition"), row.getLong("topic_offset")),
                row.getObject("announced_at", OffsetDateTime.class).toInstant());
    }

    /** An event of an earlier release has a version and no name. */
    private static @Nullable SecretReference reference(@Nullable String ref, int version) {
        return ref == null || version < 1 ? null : new SecretReference(ref, version);
    }
}
