package dev.modelsync.sync.registry;

import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.plan.CredentialState;
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
    private final CredentialSource source;
    private final Map<String, RegisteredModel> models = new HashMap<>();
    private final Map<String, ServiceKey> owners = new HashMap<>();
    private final Set<String> freed = new LinkedHashSet<>();

    public RegistryView(
            ModelRegistry registry, Journal journal, ModelCredentials credentials, CredentialSource source) {
        this.registry = registry;
        this.journal = journal;
        this.credentials = credentials;
        this.source = source;
    }

    public void load(Collection<String> names) {
        names.forEach(models::remove);
        names.forEach(owners::remove);
        models.putAll(registry.models(names));
        owners.putAll(journal.owners(names));
        credentials.look(names);
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
        CredentialState credential = credentialFor(event);
        CredentialClaim claim = claimOf(event.key(), credential);
        Map<String, RegisteredModel> held = new HashMap<>();
        Map<String, ServiceKey> owned = new HashMap<>();
        Map<String, ProviderState> providers = new HashMap<>();
        Set<String> outdated = new HashSet<>();
        for (String name : namesOf(event, entry)) {
            RegisteredModel model = models.get(name);
            if (model != null) {
                held.put(name, model);
                providers.put(model.provider(), credentials.stateOf(model.provider(), claim.fingerprint()));
            }
            ServiceKey owner = owners.get(name);
            if (owner != null) {
                owned.put(name, owner);
            }
            if (credentials.isOutdated(name, claim)) {
                outdated.add(name);
            }
        }
        Map<String, ServiceKey> rivals = new HashMap<>();
        for (String provider : providersFor(event)) {
            ProviderState state = credentials.stateOf(provider, claim.fingerprint());
            if (credential instanceof CredentialState.Usable) {
                credentials.rival(provider, claim).ifPresent(rival -> rivals.put(provider, rival));
            }
            providers.put(provider, rivals.containsKey(provider) ? state.besideAnother() : state);
        }
        return new RegistryState(held, owned, providers, outdated, credential, rivals);
    }

    private static Set<String> providersFor(ServiceEvent event) {
        Set<String> providers = new HashSet<>();
        if (event instanceof ServiceEvent.Declared declared) {
            declared.models().forEach(model -> providers.add(model.provider()));
        }
        return providers;
    }

    private CredentialState credentialFor(ServiceEvent event) {
        if (!(event instanceof ServiceEvent.Declared declared)) {
            return CredentialState.NONE_NEEDED;
        }
        CredentialState state =
                source.stateFor(event.key(), declared.announced().uid(), declared.endpoint());
        boolean neverHad = state == CredentialState.Missing.GONE && !journal.worksWithOwnCredential(event.key());
        return neverHad ? CredentialState.Missing.AWAITED : state;
    }

    /** What models that are made now will work with. */
    public static CredentialClaim claimOf(ServiceKey service, CredentialState credential) {
        return new CredentialClaim(
                service, credential instanceof CredentialState.Usable usable ? usable.fingerprint() : "");
    }

    public void created(ServiceKey service, ModelSpec model) {
        models.put(model.name(), new RegisteredModel(model.name(), model.provider(), model.config()));
        owners.put(model.name(), service);
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
