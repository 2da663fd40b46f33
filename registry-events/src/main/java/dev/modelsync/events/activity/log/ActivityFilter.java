package dev.modelsync.events.activity.log;

import dev.modelsync.events.registration.rules.ServiceKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for; null is any.
 *
 * @param cluster entries about the cluster, and changes that it has answered
 * @param from inclusive
 * @param to exclusive
 * @param asOf what was known at that moment, and nothing that came after it
 * @param outcome of any cluster, or of {@code cluster} where that is given; {@link #NONE} for unanswered entries
 * @param replayId commands about the replay, and changes that it decided anew on any cluster, or on {@code cluster} where that
 *     is given
 */
public record ActivityFilter(
        @Nullable String project,
        @Nullable String service,
        @Nullable String actor,
        @Nullable String cluster,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant asOf,
        @Nullable String outcome,
        @Nullable String replayId) {
    static final String NONE = "NONE";
    static final ActivityFilter EVERYTHING =
            new ActivityFilter(null, null, null, null, null, null, null, null, null, null);

    /** All about one service. */
    public static ActivityFilter ofService(ServiceKey key) {
        return new ActivityFilter(key.project(), key.name(), null, null, null, null, null, null, null, null);
    }

    /** Entries about a cluster, and changes that it has answered. */
    public static ActivityFilter ofCluster(String id) {
        return new ActivityFilter(null, null, null, id, null, null, null, null, null, null);
    }

    /** The outcomes that stand, as a relation of SQL. */
    String standing() {
        return asOf == null ? "hm.activity_standing" : "hm.activity_standing_at(:asOf)";
    }

    /** A condition on the alias {@code a} of the table of entries, its parameters those of {@link #parameters()}. */
    String condition() {
        String answered = "EXISTS (SELECT FROM " + standing() + " s WHERE s.event_id = a.event_id";
        StringBuilder sql = new StringBuilder("true");
        and(sql, project, "a.project = :project");
        and(sql, service, "a.service_name = :service");
        and(sql, actor, "a.actor = :actor");
        and(sql, type, "a.type = :type");
        and(sql, from, "a.at >= :from");
        and(sql, to, "a.at < :to");
        and(sql, asOf, "a.at <= :asOf");
        and(sql, cluster, "(a.cluster_id = :cluster OR " + answered + " AND s.cluster_id = :cluster))");
        String of = cluster == null ? "" : " AND s.cluster_id = :cluster";
        and(
                sql,
                outcome,
                NONE.equals(outcome) ? "NOT " + answered + of + ")" : answered + of + " AND s.result = :outcome)");
        and(sql, replayId, "a.event_id IN (" + ordered() + " UNION ALL " + replayed() + ")");
        return sql.toString();
    }

    private static String ordered() {
        return "SELECT c.event_id FROM hm.activity c WHERE c.after #>> '{replay,id}' = :replayId";
    }

    /** Also where another outcome has come to stand since: what a replay has done, it has done. */
    private String replayed() {
        StringBuilder sql =
                new StringBuilder("SELECT r.event_id FROM hm.activity_outcome r WHERE r.replay_id = :replayId");
        and(sql, cluster, "r.cluster_id = :cluster");
        and(sql, asOf, "r.applied_at <= :asOf");
        return sql.toString();
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        put(parameters, "project", project);
        put(parameters, "service", service);
        put(parameters, "actor", actor);
        put(parameters, "cluster", cluster);
        put(parameters, "type", type);
        put(parameters, "from", from == null ? null : from.atOffset(ZoneOffset.UTC));
        put(parameters, "to", to == null ? null : to.atOffset(ZoneOffset.UTC));
        put(parameters, "asOf", asOf == null ? null : asOf.atOffset(ZoneOffset.UTC));
        put(parameters, "outcome", outcome);
        put(parameters, "replayId", replayId);
        return parameters;
    }

    private static void and(StringBuilder sql, @Nullable Object value, String condition) {
        if (value != null) {
            sql.append(" AND ").append(condition);
        }
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
