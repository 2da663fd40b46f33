package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.JournalEntry;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.plan.ServiceState;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What this database remembers of services and of the models made for them. */
public final class Journal {
    private final JdbcClient jdbc;
    private final String profile;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    public Journal(JdbcClient jdbc, String profile, Clock clock) {
        this.jdbc = jdbc;
        this.profile = profile;
        this.clock = clock;
    }

    /** A service whose last change left out names that somebody else had. */
    public record Waiting(ServiceRecord record, JournalEntry entry) {}

    public Map<ServiceKey, JournalEntry> entries(Collection<ServiceKey> keys) {
        Map<ServiceKey, List<ModelSpec>> owned = ownedBy(keys);
        Map<ServiceKey, JournalEntry> entries = new HashMap<>();
        jdbc.sql("""
                select s.project, s.name, s.uid, s.revision, s.event_id, s.state, s.profile, s.changed_at,
                    s.unconfirmed
                from modelsync.service s
                join unnest(:projects::text[], :names::text[]) as k (project, name) using (project, name)
                """).params(arrays(keys)).query(row -> {
            ServiceKey key = new ServiceKey(row.getString("project"), row.getString("name"));
            entries.put(key, JournalRows.entryIn(row, key, owned.getOrDefault(key, List.of())));
        });
        return entries;
    }

    /** A rebuild has met these services on the topic. */
    public void confirm(Collection<ServiceKey> keys) {
        jdbc.sql("""
                update modelsync.service s set unconfirmed = null
                from unnest(:projects::text[], :names::text[]) as k (project, name)
                where s.project = k.project and s.name = k.name and s.unconfirmed is not null
                """).params(arrays(keys)).update();
    }

    private Map<ServiceKey, List<ModelSpec>> ownedBy(Collection<ServiceKey> keys) {
        Map<ServiceKey, List<ModelSpec>> owned = new HashMap<>();
        jdbc.sql("""
                select m.project, m.service, m.registry_name, m.provider, m.upstream_model, m.url, m.route
                from modelsync.model m
                join unnest(:projects::text[], :names::text[]) as k (project, service) using (project, service)
                order by m.registry_name
                """).params(arrays(keys)).query(row -> {
            ServiceKey key = new ServiceKey(row.getString("project"), row.getString("service"));
            owned.computeIfAbsent(key, none -> new ArrayList<>()).add(OwnedModels.spec(row));
        });
        return owned;
    }

    public Map<String, ServiceKey> owners(Collection<String> modelNames) {
        Map<String, ServiceKey> owners = new HashMap<>();
        jdbc.sql("select registry_name, project, service from modelsync.model where registry_name = any (:names)")
                .param("names", modelNames.toArray(String[]::new))
                .query(row -> {
                    owners.put(
                            row.getString("registry_name"),
                            new ServiceKey(row.getString("project"), row.getString("service")));
                });
        return owners;
    }

    /** Whether a model of the service works with a credential of the service's own. */
    public boolean worksWithOwnCredential(ServiceKey service) {
        return jdbc.sql("""
                        select exists (select from modelsync.model
                            where project = :project and service = :service and credential_fingerprint is not null)
                        """)
                .params(Map.of("project", service.project(), "service", service.name()))
                .query(Boolean.class)
                .single();
    }

    /** The services that miss one of these names. */
    public List<Waiting> waitingFor(Set<String> modelNames) {
        Map<ServiceKey, ServiceRecord> records = new HashMap<>();
        jdbc.sql("""
                select project, name, uid, revision, event_id, changed_at, declared, endpoint, topic, partition,
                    record_offset
                from modelsync.service
                where state = 'SKIPPED' and left_out <> '{}' and left_out && :names::text[] and declared is not null
                """).param("names", modelNames.toArray(String[]::new)).query(row -> {
            ServiceKey key = new ServiceKey(row.getString("project"), row.getString("name"));
            ServiceEvent event = JournalRows.declaredIn(row, key);
            records.put(key, new ServiceRecord(event, JournalRows.positionIn(row)));
        });
        Map<ServiceKey, JournalEntry> entries = entries(records.keySet());
        return entries.values().stream()
                .map(entry -> new Waiting(Objects.requireNonNull(records.get(entry.key())), entry.reopened()))
                .toList();
    }

    /** Remembers what became of a change. */
    public void remember(ServiceEvent event, ApplyResult result, Set<String> leftOut) {
        String declared = null;
        String endpoint = null;
        if (event instanceof ServiceEvent.Declared wanted) {
            declared = json.writeValueAsString(wanted.models());
            endpoint = wanted.endpoint() == null ? null : json.writeValueAsString(wanted.endpoint());
        }
        jdbc.sql("""
                insert into modelsync.service (project, name, uid, revision, event_id, state, reason, detail, declared,
                    endpoint, left_out, topic, partition, record_offset, event, profile, changed_at, applied_at)
                values (:project, :name, :uid, :revision, :event_id, :state, :reason, :detail, :declared::jsonb,
                    :endpoint::jsonb, :left_out, :topic, :partition, :offset, null, :profile, :changed_at, :now)
                on conflict (project, name) do update
                set uid = excluded.uid, revision = excluded.revision, event_id = excluded.event_id,
                    state = excluded.state, reason = excluded.reason, detail = excluded.detail,
                    declared = excluded.declared, endpoint = excluded.endpoint, left_out = excluded.left_out, topic = excluded.topic,
                    partition = excluded.partition, record_offset = excluded.record_offset, event = null,
                    profile = excluded.profile, changed_at = excluded.changed_at, applied_at = excluded.applied_at,
                    unconfirmed = null, purged_at = null
                """)
                .params(columns(result))
                .param("declared", declared)
                .param("endpoint", endpoint)
                .param("left_out", leftOut.toArray(String[]::new))
                .update();
    }

    /**
     * Parks a service for a record that cannot be read. What is known of its last readable change
     * stays, so that the next one is compared with that. False when a later record has been decided.
     */
    public boolean parkUnreadable(UnreadableRecord record, ApplyResult result) {
        return jdbc.sql("""
                        insert into modelsync.service as s (project, name, uid, revision, event_id, state, reason, detail,
                            topic, partition, record_offset, event, profile, changed_at, applied_at)
                        values (:project, :name, :uid, :revision, :event_id, :state, :reason, :detail,
                            :topic, :partition, :offset, :event, :profile, :changed_at, :now)
                        on conflict (project, name) do update
                        set state = excluded.state, reason = excluded.reason, detail = excluded.detail,
                            topic = excluded.topic, partition = excluded.partition,
                            record_offset = excluded.record_offset, event = excluded.event,
                            applied_at = excluded.applied_at, unconfirmed = null, purged_at = null
                        where s.topic <> excluded.topic or s.partition <> excluded.partition
                           or s.record_offset < excluded.record_offset or s.unconfirmed = 'NEW_TOPIC'
                        """)
                        .params(columns(result))
                        .param("event", record.value())
                        .update()
                == 1;
    }

    /** The service is purged: all that is left of it is its last revision, for a while. */
    public void forget(ServiceKey key) {
        jdbc.sql("""
                update modelsync.service
                set state = 'REMOVED', reason = null, detail = null, declared = null, endpoint = null, left_out = '{}', event = null,
                    unconfirmed = null, purged_at = coalesce(purged_at, :now)
                where project = :project and name = :name
                """)
                .params(Map.of("project", key.project(), "name", key.name(), "now", now()))
                .update();
    }

    /**
     * Those of these services that are purged leave nothing behind: where the topic does not even name a service, whatever
     * it says of it later counts, also if that has been seen before.
     */
    public void forgetWholly(Collection<ServiceKey> keys) {
        jdbc.sql("""
                delete from modelsync.service s using unnest(:projects::text[], :names::text[]) as k (project, name)
                where s.project = k.project and s.name = k.name and s.purged_at is not null
                """).params(arrays(keys)).update();
    }

    public void own(ServiceKey service, ModelSpec model) {
        jdbc.sql("""
                insert into modelsync.model (registry_name, project, service, provider, upstream_model, url, route,
                    created_at)
                values (:name, :project, :service, :provider, :upstream, :url, :route, :now)
                on conflict (registry_name) do update
                set provider = excluded.provider, upstream_model = excluded.upstream_model, url = excluded.url,
                    route = excluded.route, created_at = excluded.created_at, credential_fingerprint = null
                """)
                .params(Map.of(
                        "name", model.name(),
                        "project", service.project(),
                        "service", service.name(),
                        "provider", model.provider(),
                        "upstream", model.upstreamModel(),
                        "url", model.url(),
                        "route", model.route().name(),
                        "now", now()))
                .update();
    }

    public void disown(String modelName) {
        jdbc.sql("delete from modelsync.model where registry_name = :name")
                .param("name", modelName)
                .update();
    }

    public int parked() {
        return jdbc.sql("select count(*) from modelsync.service where state = 'PARKED'")
                .query(Integer.class)
                .single();
    }

    public List<ServiceKey> parkedServices() {
        return jdbc.sql("select project, name from modelsync.service where state = 'PARKED' order by project, name")
                .query((row, number) -> new ServiceKey(row.getString("project"), row.getString("name")))
                .list();
    }

    private Map<String, @Nullable Object> columns(ApplyResult result) {
        ServiceState state = switch (result.result()) {
            case APPLIED, UNCHANGED -> ServiceState.APPLIED;
            case REMOVED -> ServiceState.REMOVED;
            case SKIPPED -> ServiceState.SKIPPED;
            case PARKED -> ServiceState.PARKED;
        };
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("project", result.service().project());
        columns.put("name", result.service().name());
        columns.put("uid", result.change().uid());
        columns.put("revision", result.change().revision());
        columns.put("event_id", result.change().eventId());
        columns.put("state", state.name());
        columns.put("reason", result.reason() == null ? null : result.reason().name());
        columns.put("detail", result.detail());
        columns.put("topic", result.position().topic());
        columns.put("partition", result.position().partition());
        columns.put("offset", result.position().offset());
        columns.put("profile", profile);
        columns.put("changed_at", Timestamp.from(result.change().occurredAt()));
        columns.put("now", now());
        return columns;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static Map<String, Object> arrays(Collection<ServiceKey> keys) {
        return Map.of(
                "projects", keys.stream().map(ServiceKey::project).toArray(String[]::new),
                "names", keys.stream().map(ServiceKey::name).toArray(String[]::new));
    }
}
