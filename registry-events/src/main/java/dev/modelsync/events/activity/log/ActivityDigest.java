package dev.modelsync.events.activity.log;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the log says, as one number: equal for equal entries and outcomes, in whatever order they arrived.
 *
 * @param sha256 in hexadecimal digits
 */
public record ActivityDigest(String sha256, long entries, long outcomes) {
    static ActivityDigest of(JdbcClient jdbc) {
        return jdbc.sql("""
                        WITH entry AS (
                            SELECT count(*) AS number, string_agg(sha256(convert_to(jsonb_build_array(
                                event_id, origin, extract(epoch FROM at), type, actor, reason, project, service_name,
                                service_uid, revision, cluster_id, before, after)::text, 'UTF8')), ''
                                ORDER BY event_id) AS hashes
                            FROM hm.activity),
                        outcome AS (
                            SELECT count(*) AS number, string_agg(sha256(convert_to(jsonb_build_array(
                                cluster_id, outcome_id, event_id, result, reason, detail, models,
                                extract(epoch FROM changed_at), extract(epoch FROM applied_at), replay_id)::text, 'UTF8')), ''
                                ORDER BY cluster_id, outcome_id) AS hashes
                            FROM hm.activity_outcome)
                        SELECT encode(sha256(sha256(coalesce(entry.hashes, '')) || sha256(coalesce(outcome.hashes, ''))),
                                'hex') AS digest,
                            entry.number AS entries, outcome.number AS outcomes
                        FROM entry, outcome
                        """)
                .query((row, number) ->
                        new ActivityDigest(row.getString("digest"), row.getLong("entries"), row.getLong("outcomes")))
                .single();
    }
}
