package dev.modelsync.events.request;

import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of an object that a client sent. Strict: an unknown field and a wrong type are violations, nothing
 * is converted. A field that is null counts as not given.
 */
public final class RequestFields {
    private final String pointer;
    private final ObjectNode json;
    private final Violations found;

    /** @param pointer JSON pointer to the object */
    private RequestFields(String pointer, ObjectNode json, Violations found) {
        this.pointer = pointer;
        this.json = json;
        this.found = found;
    }

    /** Of an object within the body, which may have no other fields than these. */
    public static RequestFields of(String pointer, ObjectNode json, Set<String> allowed, Violations found) {
        RequestFields fields = new RequestFields(pointer, json, found);
        fields.refuseOthers(allowed);
        return fields;
    }

    /** Of a whole body, which may have no other fields than these. */
    public static RequestFields of(ObjectNode json, Set<String> allowed, Violations found) {
        return of("", json, allowed, found);
    }

    public @Nullable String text(String field) {
        JsonNode value = given(field);
        if (value == null || value.isString()) {
            return value == null ? null : value.stringValue();
        }
        wrongType(field, value, "a text");
        return null;
    }

    public @Nullable Boolean bool(String field) {
        JsonNode value = given(field);
        if (value == null || value.isBoolean()) {
            return value == null ? null : Boolean.valueOf(value.booleanValue());
        }
        wrongType(field, value, "true or false");
        return null;
    }

    /** A number of a range that no client comes to the end of. */
    public @Nullable Long positive(String field) {
        return number(field, 1);
    }

    /** The same from 0 on. */
    public @Nullable Long notNegative(String field) {
        return number(field, 0);
    }

    private @Nullable Long number(String field, long least) {
        JsonNode value = given(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            wrongType(field, value, "a whole number");
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < least) {
            found.add(
                    pointer + "/" + field,
                    Code.INVALID,
                    "the number is out of range; allowed: " + least + " to " + Long.MAX_VALUE);
            return null;
        }
        return value.longValue();
    }

    /** Texts by name; null when not given. */
    public @Nullable Map<String, String> texts(String field) {
        JsonNode value = given(field);
        if (value == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        if (!value.isObject()) {
            wrongType(field, value, "an object of texts");
            return null;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (entry.getValue().isString()) {
                texts.put(entry.getKey(), entry.getValue().stringValue());
            } else {
                wrongType(field + "/" + Texts.pointerPart(entry.getKey()), entry.getValue(), "a text");
            }
        }
        return texts;
    }

    /** The elements of a list; null when not given. */
    public @Nullable List<JsonNode> list(String field) {
        JsonNode value = given(field);
        if (value == null || value.isArray()) {
            return value == null ? null : value.valueStream().toList();
        }
        wrongType(field, value, "a list");
        return null;
    }

    /** A document of its own: an object, or the text of one, which is not looked into. */
    public @Nullable String json(String field) {
        JsonNode value = given(field);
        if (value != null && !value.isString() && !value.isObject()) {
            wrongType(field, value, "an object, or a text of JSON");
            return null;
        }
        return value == null || value.isString() ? text(field) : value.toString();
    }

    private @Nullable JsonNode given(String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private void refuseOthers(Set<String> allowed) {
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
    public void wrongType(String field, JsonNode value, String allowed) {
        String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
        found.add(pointer + "/" + field, Code.WRONG_TYPE, "found a JSON " + type + "; allowed: " + allowed);
    }
}
