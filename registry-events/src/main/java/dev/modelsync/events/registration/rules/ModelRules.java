package dev.modelsync.events.registration.rules;

import dev.modelsync.events.registration.rules.RegistrationRules.Existing;
import dev.modelsync.events.registration.rules.ServiceDraft.ModelDraft;
import dev.modelsync.events.registration.rules.Violation.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the models of one service: what the provider offers, and the names in the registries.
 * A model that is registered already keeps its registry name when an edit gives none, so that adding
 * a model never renames another.
 */
final class ModelRules {
    static final int MAX_MODELS = 100;
    static final int MAX_UPSTREAM = 255;

    private static final Pattern REGISTRY_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final String REGISTRY_NAME_ALLOWED =
            "1 to 63 letters, digits and . _ -, starting and ending with a letter or digit";

    private final @Nullable String service;
    private final @Nullable Existing existing;
    private final Violations found;

    private final Set<ModelIdentity> seen = new HashSet<>();
    private final Map<String, Integer> names = new HashMap<>();

    ModelRules(@Nullable String service, @Nullable Existing existing, Violations found) {
        this.service = service;
        this.existing = existing;
        this.found = found;
    }

    private record ModelIdentity(String upstreamModel, String function) {}

    List<Model> check(ServiceDraft draft, @Nullable Provider provider, @Nullable ApiProtocol protocol) {
        List<ModelDraft> drafts = draft.models();
        if (drafts == null || drafts.isEmpty()) {
            found.add("/models", Code.REQUIRED, "there is no model; at least one has to be given");
            return List.of();
        }
        if (drafts.size() > MAX_MODELS) {
            found.add("/models", Code.TOO_LONG, "there are " + drafts.size() + " models; allowed: " + MAX_MODELS);
            return List.of();
        }
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            String pointer = "/models/" + i;
            ModelDraft model = drafts.get(i);
            String upstream = upstream(pointer, model);
            Optional<ProviderCatalogue.Offer> offer = offer(pointer, model, provider, protocol);
            if (upstream != null && offer.isPresent()) {
                ModelIdentity identity =
                        new ModelIdentity(upstream, offer.get().function().name());
                registryName(i, model, identity, drafts.size() == 1)
                        .ifPresent(name -> models.add(resolved(name, identity, offer.get())));
            }
        }
        return models;
    }

    private @Nullable String upstream(String pointer, ModelDraft model) {
        String field = pointer + "/upstreamModel";
        String upstream = RegistrationRules.required(field, model.upstreamModel(), found);
        if (upstream == null) {
            return null;
        }
        if (upstream.isEmpty() || !upstream.equals(upstream.strip())) {
            found.add(
                    field,
                    Code.INVALID,
                    "the name is empty or starts or ends with a blank; give the provider's own name");
        }
        Texts.check(field, upstream, MAX_UPSTREAM, found);
        return upstream;
    }

    private Optional<ProviderCatalogue.Offer> offer(
            String pointer, ModelDraft model, @Nullable Provider provider, @Nullable ApiProtocol protocol) {
        String field = pointer + "/function";
        ModelFunction function =
                RegistrationRules.oneOf(field, model.function(), List.of(ModelFunction.values()), found);
        if (function == null || provider == null || protocol == null) {
            return Optional.empty();
        }
        Optional<ProviderCatalogue.Offer> offer = ProviderCatalogue.resolve(provider, protocol, function);
        if (offer.isEmpty()) {
            found.add(
                    field,
                    Code.NOT_OFFERED,
                    "provider " + provider + " with " + protocol + " does not offer " + function + "; it offers "
                            + ProviderCatalogue.functions(provider, protocol));
        }
        return offer;
    }

    private Optional<String> registryName(int index, ModelDraft model, ModelIdentity identity, boolean only) {
        String pointer = "/models/" + index;
        if (!seen.add(identity)) {
            found.add(
                    pointer,
                    Code.DUPLICATE,
                    "model '" + Texts.shown(identity.upstreamModel()) + "' with " + identity.function()
                            + " is given twice");
            return Optional.empty();
        }
        String field = pointer + "/registryName";
        String given = model.registryName();
        String name = given == null ? defaultName(identity, only) : given;
        if (name == null) {
            return Optional.empty();
        }
        if (!REGISTRY_NAME.matcher(name).matches()) {
            String found = (given == null ? "the default '" : "'") + Texts.shown(name) + "' is not a registry name";
            this.found.add(field, Code.INVALID, found + "; allowed: " + REGISTRY_NAME_ALLOWED);
            return Optional.empty();
        }
        Integer other = names.putIfAbsent(name, index);
        if (other != null) {
            found.add(
                    field,
                    Code.DUPLICATE,
                    "'" + name + "' is also the name of model " + other
                            + "; give each model a registryName of its own");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    /** Null when the service has no usable name: that has been reported. */
    private @Nullable String defaultName(ModelIdentity identity, boolean only) {
        if (existing != null) {
            for (Model model : existing.models()) {
                if (identity.equals(new ModelIdentity(model.upstreamModel(), model.function()))) {
                    return model.registryName();
                }
            }
        }
        if (service == null || !ServiceKey.isName(service)) {
            return null;
        }
        return only ? service : service + '-' + slug(identity.upstreamModel());
    }

    /** For example {@code meta-llama/Llama-3.1-8B} becomes {@code meta-llama-llama-3.1-8b}. */
    private static String slug(String upstream) {
        String slug = upstream.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        return slug.replaceAll("^[-.]+|[-.]+$", "");
    }

    private static Model resolved(String name, ModelIdentity identity, ProviderCatalogue.Offer offer) {
        return new Model(
                name, identity.upstreamModel(), identity.function(), offer.aidbProvider(), offer.requestPath());
    }
}
