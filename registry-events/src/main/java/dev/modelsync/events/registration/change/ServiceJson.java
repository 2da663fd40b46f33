package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.rules.ServiceDraft;
import dev.modelsync.events.registration.rules.ServiceDraft.ModelDraft;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a draft from its JSON. */
final class ServiceJson {
    private static final Set<String> FIELDS = Set.of(
            "name",
            "provider",
            "endpointUrl",
            "apiProtocolVersion",
            "allowInsecure",
            "credentials",
            "models",
            "labels",
            "reason");

    private static final Set<String> MODEL_FIELDS = Set.of("upstreamModel", "function", "registryName");

    private final Violations found;

    ServiceJson(Violations found) {
        this.found = found;
    }

    ServiceDraft read(ObjectNode json) {
        RequestFields fields = RequestFields.of(json, FIELDS, found);
        return new ServiceDraft(
                fields.text("name"),
                fields.text("provider"),
                fields.text("endpointUrl"),
                fields.text("apiProtocolVersion"),
                fields.bool("allowInsecure"),
                fields.texts("credentials"),
                models(fields),
                Objects.requireNonNullElse(fields.texts("labels"), Map.of()),
                fields.text("reason"));
    }

    private @Nullable List<ModelDraft> models(RequestFields fields) {
        List<JsonNode> elements = fields.list("models");
        if (elements == null) {
            return null;
        }
        List<ModelDraft> models = new ArrayList<>();
        for (JsonNode element : elements) {
            models.add(model(fields, "models/" + models.size(), element));
        }
        return models;
    }

    private ModelDraft model(RequestFields service, String place, JsonNode element) {
        if (!(element instanceof ObjectNode json)) {
            service.wrongType(place, element, "an object");
            return new ModelDraft(null, null, null);
        }
        RequestFields fields = RequestFields.of("/" + place, json, MODEL_FIELDS, found);
        return new ModelDraft(fields.text("upstreamModel"), fields.text("function"), fields.text("registryName"));
    }
}
