package dev.modelsync.events.replay;

import dev.modelsync.events.command.ReplayOrder;
import dev.modelsync.events.replay.ReplayFold.Numbered;
import dev.modelsync.events.replay.ReplayFold.Told;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tables {@code hm.replay}, {@code hm.replay_cluster} and {@code hm.replay_service}. */
final class ReplayTables {
    private static final TypeReference<List<ReplayOrder.OffsetSpan>> SPANS = new TypeReference<>() {};
    private static final TypeReference<List<ReplayView.Model>> MODELS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    ReplayTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A replay as it was given. */
    record Given(
            String id,
            String name,
            ReplayScope scope,
            String actor,
            @Nullable String reason,
            Instant at) {
        ReplayOrder order(Duration planValid) {
            return new ReplayOrder(id, name, scope.services(), scope.from(), scope.to(), scope.offsets(), planValid);
        }
    }

    /**
     * What is known of it on a cluster.
     *
     * @param told null before the worker has told anything
     * @param parts of the plan, as far as they have arrived
     * @param runCommand the last one; null when there was none
     */
    record OnCluster(
            String cluster,
            @Nullable Told told,
            int parts,
            String planCommand,
            @Nullable String runCommand,
            @Nullable String cancelCommand) {}

    /** False when the name is taken. */
    boolean add(Given given) {
        ReplayScope scope = given.scope();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("name", given.name());
        row.put("id", given.id());
        row.put("services", scope.services().toArray(String[]::new));
        row.put("from", utc(scope.from()));
        row.put("to", utc(scope.to()));
        row.put("offsets", json.writeValueAsString(scope.offsets()));
        row.put("actor", given.actor());
        row.put("reason", given.reason());
        row.put("at", utc(given.at()));
        return jdbc.sql("""
                        INSERT INTO hm.replay (name, id, services, from_time, to_time, offsets, actor, reason, created_at)
                        VALUES (:name, :id, :services, CAST(:from AS timestamptz), CAST(:to AS timestamptz),
                            CAST(:offsets AS jsonb), :actor, :reason, :at)
                        ON CONFLICT (name) DO NOTHING
                        """).params(row).update() == 1;
    }

    void addCluster(String replayId, String cluster, String planCommand) {
        jdbc.sql("INSERT INTO hm.replay_cluster (replay_id, cluster_id, plan_command) VALUES (:id, :cluster, :command)")
                .params(Map.of("id", replayId, "cluster", cluster, "command", planCommand))
                .update();
    }

    void ran(String replayId, String cluster, String command) {
        jdbc.sql("UPDATE hm.replay_cluster SET run_command = :command WHERE replay_id = :id AND cluster_id = :cluster")
                .params(Map.of("id", replayId, "cluster", cluster, "command", command))
                .update();
    }

    void cancelled(String replayId, String cluster, String command) {
        jdbc.sql(
                        "UPDATE hm.replay_cluster SET cancel_command = :command WHERE replay_id = :id AND cluster_id = :cluster")
                .params(Map.of("id", replayId, "cluster", cluster, "command", command))
                .update();
    }

    /** An older report, and one of a replay that was not given here, changes nothing. */
    void record(String replayId, String cluster, Told told) {
        jdbc.sql("""
                        UPDATE hm.replay_cluster
                        SET state = :state, report = CAST(:report AS jsonb), reported_at = :at
                        WHERE replay_id = :id AND cluster_id = :cluster AND coalesce(reported_at < :at, true)
                        """)
                .param("state", told.state())
                .param("report", json.writeValueAsString(told))
                .param("at", utc(told.report().reportedAt()))
                .param("id", replayId)
                .param("cluster", cluster)
                .update();
    }

    void record(String replayId, String cluster, int part, List<Numbered> services) {
        for (Numbered numbered : services) {
            ReplayView.Service service = numbered.service();
            jdbc.sql("""
                            INSERT INTO hm.replay_service (replay_id, cluster_id, number, part, project, service_name,
                                revision, event_id, reason, models)
                            SELECT replay_id, cluster_id, :number, :part, :project, :service, :revision, :event, :reason,
                                CAST(:models AS jsonb)
                            FROM hm.replay_cluster WHERE replay_id = :id AND cluster_id = :cluster
                            ON CONFLICT (replay_id, cluster_id, number) DO NOTHING
                            """)
                    .param("number", numbered.number())
                    .param("part", part)
                    .param("project", service.project())
                    .param("service", service.service())
                    .param("revision", service.revision())
                    .param("event", service.eventId())
                    .param("reason", service.reason())
                    .param("models", json.writeValueAsString(service.models()))
                    .param("id", replayId)
                    .param("cluster", cluster)
                    .update();
        }
    }

    Optional<Given> find(String name) {
        return jdbc.sql("SELECT * FROM hm.replay WHERE name = :name")
                .param("name", name)
                .query((row, number) -> given(row))
                .optional();
    }

    /** By name, from the one after a name on. */
    List<Given> list(String afterName, int limit) {
        return jdbc.sql("SELECT * FROM hm.replay WHERE name > :after ORDER BY name LIMIT :limit")
                .param("after", afterName)
                .param("limit", limit)
                .query((row, number) -> given(row))
                .list();
    }

    /** Those of which the last command, answer or report is older. */
    List<Given> unheardSince(Instant time) {
        return jdbc.sql("""
                        SELECT * FROM hm.replay r WHERE created_at < :time AND NOT EXISTS (
                            SELECT FROM hm.replay_cluster c
                            LEFT JOIN hm.worker_command w ON w.cluster_id = c.cluster_id
                                AND w.command_id IN (c.plan_command, c.run_command, c.cancel_command)
                            WHERE c.replay_id = r.id
                              AND greatest(c.reported_at, w.decided_at, w.expires_at, w.issued_at) >= :time)
                        """)
                .param("time", utc(time))
                .query((row, number) -> given(row))
                .list();
    }

    /** With all that is known of it. */
    void remove(String replayId) {
        jdbc.sql("""
                        WITH services AS (DELETE FROM hm.replay_service WHERE replay_id = :id),
                             clusters AS (DELETE FROM hm.replay_cluster WHERE replay_id = :id)
                        DELETE FROM hm.replay WHERE id = :id
                        """).param("id", replayId).update();
    }

    /** By the id of the replay, the clusters in their order. */
    Map<String, List<OnCluster>> clusters(Collection<String> replayIds) {
        return jdbc
                .sql("""
                        SELECT c.*, (SELECT count(DISTINCT part) FROM hm.replay_service s
                                     WHERE s.replay_id = c.replay_id AND s.cluster_id = c.cluster_id) AS parts
                        FROM hm.replay_cluster c
                        WHERE c.replay_id = ANY (:ids::text[])
                        ORDER BY c.cluster_id
                        """)
                .param("ids", replayIds.toArray(String[]::new))
                .query((row, number) -> Map.entry(row.getString("replay_id"), onCluster(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** A page of a plan, from the service after a number on; with an action those that it concerns. */
    List<Numbered> plan(String replayId, String cluster, @Nullable String action, int after, int limit) {
        String actions = action == null
                ? ""
                : " AND models @> jsonb_build_array(jsonb_build_object('action', CAST(:action AS text)))";
        JdbcClient.StatementSpec query = jdbc.sql("SELECT * FROM hm.replay_service WHERE replay_id = :id"
                        + " AND cluster_id = :cluster AND number > :after" + actions
                        + " ORDER BY number LIMIT :limit")
                .params(Map.of("id", replayId, "cluster", cluster, "after", after, "limit", limit));
        return (action == null ? query : query.param("action", action))
                .query((row, number) -> new Numbered(
                        row.getInt("number"),
                        new ReplayView.Service(
                                row.getString("project"),
                                row.getString("service_name"),
                                row.getLong("revision"),
                                row.getString("event_id"),
                                row.getString("reason"),
                                json.readValue(row.getString("models"), MODELS))))
                .list();
    }

    private Given given(ResultSet row) throws SQLException {
        ReplayScope scope = new ReplayScope(
                List.of((String[]) row.getArray("services").getArray()),
                instant(row, "from_time"),
                instant(row, "to_time"),
                json.readValue(row.getString("offsets"), SPANS));
        return new Given(
                row.getString("id"),
                row.getString("name"),
                scope,
                row.getString("actor"),
                row.getString("reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private OnCluster onCluster(ResultSet row) throws SQLException {
        String told = row.getString("report");
        return new OnCluster(
                row.getString("cluster_id"),
                told == null ? null : json.readValue(told, Told.class),
                row.getInt("parts"),
                row.getString("plan_command"),
                row.getString("run_command"),
                row.getString("cancel_command"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
