package dev.modelsync.sync.registry;

import dev.modelsync.sync.journal.OwnedModels;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.Drift;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.RegisteredModel;
import dev.modelsync.sync.plan.ServiceKey;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the models that we made with what the registry holds. What differs is written to {@code
 * modelsync.drift}; nothing else is changed.
 */
public final class DriftCheck {
    private static final int MODELS_AT_ONCE = 500;

    private final AidbDatabase database;
    private final JdbcClient jdbc;
    private final ClusterProfile profile;
    private final CredentialSource source;
    private final RegistryTransactions transactions;

    public DriftCheck(AidbDatabase database, ClusterProfile profile, CredentialSource source) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.profile = profile;
        this.source = source;
        this.transactions = new RegistryTransactions(database);
    }

    /**
     * What was found.
     *
     * @param drifted by model name
     * @param services whose models drifted; deciding them again repairs them
     */
    public record Found(Map<String, Drift> drifted, List<ServiceKey> services) {}

    /** @throws org.springframework.dao.DataAccessException when the database fails; then what was found before stays */
    public Found run() {
        Map<String, Drift> drifted = new TreeMap<>();
        Map<String, ServiceKey> services = new LinkedHashMap<>();
        String after = "";
        List<OwnedModels.Owned> page;
        do {
            page = compare(after, drifted, services);
            after = page.isEmpty() ? after : page.get(page.size() - 1).model().name();
        } while (page.size() == MODELS_AT_ONCE);
        write(drifted);
        return new Found(drifted, services.values().stream().distinct().toList());
    }

    /** Under the lock of the registry, so that no change is seen halfway; and some at a time, so that none waits long. */
    private List<OwnedModels.Owned> compare(
            String after, Map<String, Drift> drifted, Map<String, ServiceKey> services) {
        return transactions.run(transaction -> {
            ModelRegistry registry = new AidbModelRegistry(jdbc, database.capabilities());
            ModelCredentials credentials = ModelCredentials.of(database, registry, source);
            credentials.load();
            List<OwnedModels.Owned> page = owned(after);
            Map<String, RegisteredModel> held = registry.models(
                    page.stream().map(owned -> owned.model().name()).toList());
            for (OwnedModels.Owned owned : page) {
                ModelSpec model = owned.model();
                Drift.of(
                                model,
                                Optional.ofNullable(held.get(model.name())),
                                credentials.stateOf(model.provider(), source.fingerprintOf(model, owned.fingerprint())),
                                profile)
                        .ifPresent(drift -> {
                            drifted.put(model.name(), drift);
                            services.put(model.name(), owned.service());
                        });
            }
            return page;
        });
    }

    private List<OwnedModels.Owned> owned(String after) {
        return jdbc.sql("""
                        select registry_name, provider, upstream_model, url, route, project, service,
                            credential_fingerprint
                        from modelsync.model
                        where registry_name > :after
                        order by registry_name
                        limit :limit
                        """)
                .params(Map.of("after", after, "limit", MODELS_AT_ONCE))
                .query((row, number) -> OwnedModels.owned(row))
                .list();
    }

    private void write(Map<String, Drift> drifted) {
        transactions.run(transaction -> {
            String[] names = drifted.keySet().toArray(String[]::new);
            String[] kinds = drifted.values().stream().map(Drift::name).toArray(String[]::new);
            jdbc.sql("delete from modelsync.drift where registry_name <> all (:names)")
                    .param("names", names)
                    .update();
            return jdbc.sql("""
                            insert into modelsync.drift as d (registry_name, kind, since)
                            select name, kind, :now from unnest(:names::text[], :kinds::text[]) as found (name, kind)
                            on conflict (registry_name) do update set kind = excluded.kind, since = excluded.since
                            where d.kind <> excluded.kind
                            """)
                    .param("names", names)
                    .param("kinds", kinds)
                    .param("now", Timestamp.from(database.clock().instant()))
                    .update();
        });
    }
}
