package dev.modelsync.events.registration;

import dev.modelsync.events.registration.rules.ServiceDraft;
import dev.modelsync.events.registration.rules.ServiceDraft.ModelDraft;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a draft from its JSON. Strict: an unknown field and a wrong type are violations. A field that
 * is null counts as not given.
 */
final class ServiceJson {
    static final Set<String> FIELDS = Set.of(
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
        refuseUnknown("", json, FIELDS);
        return new ServiceDraft(
                text("", json, "name"),
                text("", json, "provider"),
                text("", json, "endpointUrl"),
                text("", json, "apiProtocolVersion"),
                bool(json, "allowInsecure"),
                texts(json, "credentials"),
                models(json),
                labels(json),
                text("", json, "reason"));
    }

    private Map<String, String> labels(ObjectNode json) {
        Map<String, String> labels = texts(json, "labels");
        return labels == null ? Map.of() : labels;
    }

    private @Nullable List<ModelDraft> models(ObjectNode json) {
        JsonNode value = given(json, "models");
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            wrongType("/models", value, "a list");
            return null;
        }
        List<ModelDraft> models = new ArrayList<>();
        for (JsonNode element : value) {
            String pointer = "/models/" + models.size();
            if (element instanceof ObjectNode model) {
                refuseUnknown(pointer, model, MODEL_FIELDS);
                models.add(new ModelDraft(
                        text(pointer, model, "upstreamModel"),
                        text(pointer, model, "function"),
                        text(pointer, model, "registryName")));
            } else {
                wrongType(pointer, element, "an object");
                models.add(new ModelDraft(null, null, null));
            }
        }
        return models;
    }

    private @Nullable Map<String, String> texts(ObjectNode json, String field) {
        JsonNode value = given(json, field);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            wrongType("/" + field, value, "an object of texts");
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (entry.getValue().isString()) {
                texts.put(entry.getKey(), entry.getValue().stringValue());
            } else {
                wrongType("/" + field + "/" + Texts.pointerPart(entry.getKey()), entry.getValue(), "a text");
            }
        }
        return texts;
    }

    private @Nullable String text(String pointer, ObjectNode json, String field) {
        JsonNode value = given(json, field);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            wrongType(pointer + "/" + field, value, "a text");
            return null;
        }
        return value.stringValue();
    }

    private @Nullable Boolean bool(ObjectNode json, String field) {
        JsonNode value = given(json, field);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            wrongType("/" + field, value, "true or false");
            return null;
        }
        return value.booleanValue();
    }

    private static @Nullable JsonNode given(ObjectNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private void refuseUnknown(String pointer, ObjectNode json, Set<String> allowed) {
        for (String name : json.propertyNames()) {
            if (!allowed.contains(name)) {
                found.add(
                        pointer + "/" + Texts.pointerPart(name),
                        Code.UNKNOWN_FIELD,
                        "there is no field '" + Texts.shown(name) + "'; allowed: "
                                + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
    }

    /** Names the type only: the value may be a credential in the wrong place. */
    private void wrongType(String pointer, JsonNode value, String allowed) {
        JsonNodeType type = value.getNodeType();
        found.add(
                pointer,
                Code.WRONG_TYPE,
                "found a JSON " + type.name().toLowerCase(Locale.ROOT) + "; allowed: " + allowed);
    }
}
