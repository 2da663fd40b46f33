package dev.modelsync.events.activity.log;

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
 * @param outcome of any cluster, or of {@code cluster} where that is given; {@link #NONE} for unanswered entries
 */
public record ActivityFilter(
        @Nullable String project,
        @Nullable String service,
        @Nullable String actor,
        @Nullable String cluster,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String outcome) {
    static final String NONE = "NONE";

    private static final String ANSWERED = "EXISTS (SELECT FROM hm.activity_standing s WHERE s.event_id = a.event_id";

    /** A condition on the alias {@code a} of the table of entries, its parameters those of {@link #parameters()}. */
    String condition() {
        StringBuilder sql = new StringBuilder("true");
        and(sql, project, "a.project = :project");
        and(sql, service, "a.service_name = :service");
        and(sql, actor, "a.actor = :actor");
        and(sql, type, "a.type = :type");
        and(sql, from, "a.at >= :from");
        and(sql, to, "a.at < :to");
        and(sql, cluster, "(a.cluster_id = :cluster OR " + ANSWERED + " AND s.cluster_id = :cluster))");
        String of = cluster == null ? "" : " AND s.cluster_id = :cluster";
        and(
                sql,
                outcome,
                NONE.equals(outcome) ? "NOT " + ANSWERED + of + ")" : ANSWERED + of + " AND s.result = :outcome)");
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
        put(parameters, "outcome", outcome);
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
