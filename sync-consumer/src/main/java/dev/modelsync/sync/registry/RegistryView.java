package dev.modelsync.sync.registry;

import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.plan.JournalEntry;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ProviderState;
import dev.modelsync.sync.plan.RegisteredModel;
import dev.modelsync.sync.plan.RegistryState;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the registry holds of the names that a batch is about: loaded at once, kept in step with
 * what the batch does, loaded again where a savepoint undid it.
 */
public final class RegistryView {
    private final ModelRegistry registry;
    private final Journal journal;
    private final ModelCredentials credentials;
    private final Map<String, RegisteredModel> models = new HashMap<>();
    private final Map<String, ServiceKey> owners = new HashMap<>();
    private final Set<String> outdated = new HashSet<>();
    private final Set<String> freed = new LinkedHashSet<>();

    public RegistryView(ModelRegistry registry, Journal journal, ModelCredentials credentials) {
        this.registry = registry;
        this.journal = journal;
        this.credentials = credentials;
    }

    public void load(Collection<String> names) {
        names.forEach(models::remove);
        names.forEach(owners::remove);
        names.forEach(outdated::remove);
        models.putAll(registry.models(names));
        owners.putAll(journal.owners(names));
        outdated.addAll(credentials.outdated(names));
    }

    /** What has to be remembered to come back to where the view stands now. */
    public Set<String> mark() {
        return Set.copyOf(freed);
    }

    /** After a rollback to the savepoint that was set at the mark; only these names were touched since. */
    public void backTo(Set<String> mark, Collection<String> names) {
        credentials.load();
        load(names);
        freed.clear();
        freed.addAll(mark);
    }

    /** The names that an event and its journal entry are about. */
    public static Set<String> namesOf(ServiceEvent event, @Nullable JournalEntry entry) {
        Set<String> names = new HashSet<>();
        if (event instanceof ServiceEvent.Declared declared) {
            declared.models().forEach(model -> names.add(model.name()));
        }
        if (entry != null) {
            entry.owned().forEach(model -> names.add(model.name()));
        }
        return names;
    }

    public RegistryState stateFor(ServiceEvent event, @Nullable JournalEntry entry) {
        Map<String, RegisteredModel> held = new HashMap<>();
        Map<String, ServiceKey> owned = new HashMap<>();
        Map<String, ProviderState> providers = new HashMap<>();
        for (String name : namesOf(event, entry)) {
            RegisteredModel model = models.get(name);
            if (model != null) {
                held.put(name, model);
                providers.put(model.provider(), credentials.stateOf(model.provider()));
            }
            ServiceKey owner = owners.get(name);
            if (owner != null) {
                owned.put(name, owner);
            }
        }
        if (event instanceof ServiceEvent.Declared declared) {
            declared.models().forEach(model -> providers.put(model.provider(), credentials.stateOf(model.provider())));
        }
        return new RegistryState(held, owned, providers, outdated);
    }

    public void created(ServiceKey service, ModelSpec model) {
        models.put(model.name(), new RegisteredModel(model.name(), model.provider(), model.config()));
        owners.put(model.name(), service);
        outdated.remove(model.name());
        freed.remove(model.name());
    }

    public void removed(String name) {
        models.remove(name);
        disowned(name);
    }

    public void disowned(String name) {
        owners.remove(name);
        if (!models.containsKey(name)) {
            freed.add(name);
        }
    }

    /** The names given up since the last call and still free. */
    public Set<String> takeFreed() {
        Set<String> names = Set.copyOf(freed);
        freed.clear();
        return names;
    }
}
