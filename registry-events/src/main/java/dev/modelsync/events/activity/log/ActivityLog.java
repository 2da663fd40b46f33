package dev.modelsync.events.activity.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Reads the log. */
public final class ActivityLog {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ActivityLog(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * What arrived: a new entry, or a new outcome of an entry.
     *
     * @param seq its place in the order of arrival
     */
    record Arrival(long seq, boolean isEntry, ActivityView entry) {}

    private record Told(String entryId, ActivityView.Outcome outcome) {}

    private record Place(long seq, boolean isEntry, String entryId) {}

    /** Newest first; of entries of the same time the one with the greater id first. */
    public List<ActivityView> page(ActivityFilter filter, @Nullable ActivityCursor after, int limit) {
        String start = after == null ? "" : " AND (a.at, a.event_id) < (:cursorAt, :cursorId)";
        JdbcClient.StatementSpec query = jdbc.sql("SELECT * FROM hm.activity a WHERE " + filter.condition() + start
                        + " ORDER BY a.at DESC, a.event_id DESC LIMIT :limit")
                .params(filter.parameters())
                .param("limit", limit);
        if (after != null) {
            query = query.param("cursorAt", after.at().atOffset(ZoneOffset.UTC)).param("cursorId", after.id());
        }
        return withOutcomes(query.query(this::entry).list(), filter);
    }

    public Optional<ActivityView> find(String id) {
        return entries(List.of(id)).stream()
                .findFirst()
                .map(entry -> entry.with(
                        entry.outcomes(), all(id).stream().map(Told::outcome).toList()));
    }

    /** What arrived after that place, in the order of arrival. */
    List<Arrival> since(ActivityFilter filter, long seq, int limit) {
        List<Place> places = jdbc.sql("""
                        SELECT * FROM (
                            SELECT a.seq, true AS is_entry, a.event_id FROM hm.activity a
                            WHERE a.seq > :seq AND %1$s
                            UNION ALL
                            SELECT o.seq, false, o.event_id
                            FROM hm.activity_outcome o JOIN hm.activity a ON a.event_id = o.event_id
                            WHERE o.seq > :seq AND a.seq < o.seq AND %1$s) arrived
                        ORDER BY seq LIMIT :limit
                        """.formatted(filter.condition()))
                .params(filter.parameters())
                .param("seq", seq)
                .param("limit", limit)
                .query((row, number) ->
                        new Place(row.getLong("seq"), row.getBoolean("is_entry"), row.getString("event_id")))
                .list();
        Map<String, ActivityView> entries = entries(
                        places.stream().map(Place::entryId).distinct().toList())
                .stream()
                .collect(Collectors.toMap(ActivityView::id, Function.identity()));
        return places.stream()
                .flatMap(place -> Optional.ofNullable(entries.get(place.entryId()))
                        .map(entry -> new Arrival(place.seq(), place.isEntry(), entry))
                        .stream())
                .toList();
    }

    /** The place of what arrived last, 0 when nothing has. */
    long end() {
        return jdbc.sql("""
                        SELECT greatest((SELECT max(seq) FROM hm.activity), (SELECT max(seq) FROM hm.activity_outcome), 0)
                        """).query(Long.class).single();
    }

    private List<ActivityView> entries(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<ActivityView> found = jdbc.sql("SELECT * FROM hm.activity a WHERE a.event_id IN (:ids)")
                .param("ids", ids)
                .query(this::entry)
                .list();
        return withOutcomes(found, ActivityFilter.EVERYTHING);
    }

    private List<ActivityView> withOutcomes(List<ActivityView> entries, ActivityFilter filter) {
        if (entries.isEmpty()) {
            return entries;
        }
        Map<String, List<ActivityView.Outcome>> outcomes =
                standing(filter, entries.stream().map(ActivityView::id).toList()).stream()
                        .collect(Collectors.groupingBy(
                                Told::entryId, Collectors.mapping(Told::outcome, Collectors.toList())));
        return entries.stream()
                .map(entry -> entry.with(outcomes.getOrDefault(entry.id(), List.of()), null))
                .toList();
    }

    private List<Told> standing(ActivityFilter filter, Collection<String> entryIds) {
        return told(
                jdbc.sql("SELECT * FROM " + filter.standing() + " WHERE event_id IN (:ids) ORDER BY cluster_id")
                        .params(filter.parameters()),
                entryIds);
    }

    private List<Told> all(String entryId) {
        return told(jdbc.sql("""
                        SELECT * FROM hm.activity_outcome WHERE event_id IN (:ids)
                        ORDER BY applied_at, cluster_id, outcome_id
                        """), List.of(entryId));
    }

    private List<Told> told(JdbcClient.StatementSpec query, Collection<String> entryIds) {
        return query.param("ids", entryIds)
                .query((row, number) -> new Told(row.getString("event_id"), outcome(row)))
                .list();
    }

    private ActivityView entry(ResultSet row, int number) throws SQLException {
        return new ActivityView(
                row.getString("event_id"),
                instant(row, "at"),
                row.getString("type"),
                row.getString("actor"),
                row.getString("reason"),
                row.getString("project"),
                row.getString("service_name"),
                row.getString("service_uid"),
                row.getObject("revision", Long.class),
                row.getString("cluster_id"),
                json.readTree(row.getString("before")),
                json.readTree(row.getString("after")),
                List.of(),
                null);
    }

    private ActivityView.Outcome outcome(ResultSet row) throws SQLException {
        return ActivityView.Outcome.of(
                row.getString("cluster_id"),
                row.getString("result"),
                row.getString("reason"),
                row.getString("detail"),
                json.readTree(row.getString("models")),
                instant(row, "changed_at"),
                instant(row, "applied_at"),
                row.getString("replay_id"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
