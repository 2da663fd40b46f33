package dev.modelsync.events.registration.rules;

import dev.modelsync.events.registration.rules.ServiceDraft.ModelDraft;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A draft whose fields a test replaces. */
final class Draft {
    static final Map<String, String> KEY = Map.of("apiKey", "sk-secret");
    static final ModelDraft EMBEDDING = new ModelDraft("text-embedding-3-small", "TEXT_EMBEDDING", null);
    static final ModelDraft COMPLETION = new ModelDraft("gpt-4o", "TEXT_COMPLETION", null);

    @Nullable String name;

    @Nullable String provider;

    @Nullable String endpointUrl;

    @Nullable String protocol;

    @Nullable Map<String, String> credentials;

    @Nullable List<ModelDraft> models;

    Map<String, String> labels = Map.of();

    @Nullable String reason;

    /** One that keeps every rule. */
    static Draft good() {
        Draft draft = new Draft();
        draft.name = "svc";
        draft.provider = "OPENAI";
        draft.endpointUrl = "https://api.openai.com";
        draft.credentials = KEY;
        draft.models = List.of(EMBEDDING);
        return draft;
    }

    ServiceDraft build() {
        return new ServiceDraft(name, provider, endpointUrl, protocol, null, credentials, models, labels, reason);
    }
}
