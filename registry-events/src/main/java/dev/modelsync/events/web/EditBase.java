package dev.modelsync.events.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an editor was shown when the edit began. When somebody else has changed the service since, it tells who
 * changed what: fields that the editor left alone follow the other, the editor's own stay as typed.
 */
record EditBase(Map<String, String> fields) {
    private static final String MODELS = "models";
    private static final List<String> TEXTS =
            List.of(ServiceForm.ENDPOINT, ServiceForm.PROTOCOL, ServiceForm.INSECURE, ServiceForm.LABELS);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<List<ModelRow>> ROWS = new TypeReference<>() {};

    EditBase {
        fields = Map.copyOf(fields);
    }

    static EditBase of(ServiceForm form) {
        Map<String, String> fields = new LinkedHashMap<>();
        TEXTS.forEach(field -> fields.put(field, form.text(field)));
        fields.put(MODELS, JSON.writeValueAsString(form.models()));
        return new EditBase(fields);
    }

    /** What the page was given; where that cannot be read, the service as it is. */
    static EditBase parse(@Nullable String text, ServiceForm otherwise) {
        EditBase now = of(otherwise);
        try {
            @Nullable Map<String, String> fields = JSON.readValue(text == null ? "" : text, FIELDS);
            return fields != null && isWhole(fields, now) ? new EditBase(fields) : now;
        } catch (JacksonException e) {
            return now;
        }
    }

    private static boolean isWhole(Map<String, String> fields, EditBase now) {
        if (!fields.keySet().equals(now.fields.keySet()) || fields.containsValue(null)) {
            return false;
        }
        @Nullable List<ModelRow> rows = JSON.readValue(fields.getOrDefault(MODELS, ""), ROWS);
        return rows != null && !rows.contains(null);
    }

    String text() {
        return JSON.writeValueAsString(fields);
    }

    /**
     * What another has changed.
     *
     * @param yours what the editor has typed; null where the editor left the field alone
     */
    record Difference(
            String field,
            String before,
            String now,
            @Nullable String yours) {}

    /** @param form to go on with */
    record Merge(ServiceForm form, List<Difference> differences) {}

    Merge merge(ServiceForm typed, ServiceForm now) {
        Map<String, String> mine = of(typed.withoutEmptyModels()).fields;
        Map<String, String> theirs = of(now).fields;
        ServiceForm merged = typed;
        List<Difference> differences = new ArrayList<>();
        for (String field :
                List.of(ServiceForm.ENDPOINT, ServiceForm.PROTOCOL, ServiceForm.INSECURE, MODELS, ServiceForm.LABELS)) {
            String before = fields.getOrDefault(field, "");
            String other = theirs.getOrDefault(field, "");
            String own = mine.getOrDefault(field, "");
            if (before.equals(other)) {
                continue;
            }
            boolean untouched = own.equals(before);
            if (untouched) {
                merged = field.equals(MODELS) ? merged.with(now.models()) : merged.with(field, other);
            }
            differences.add(new Difference(
                    field,
                    shown(field, before),
                    shown(field, other),
                    untouched || own.equals(other) ? null : shown(field, own)));
        }
        return new Merge(merged, differences);
    }

    private static String shown(String field, String text) {
        if (field.equals(MODELS)) {
            return String.join(
                    "\n",
                    rows(text).stream()
                            .map(row -> row.upstreamModel() + " (" + row.function() + ") as " + row.registryName())
                            .toList());
        }
        return field.equals(ServiceForm.INSECURE) ? (text.equals("true") ? "yes" : "no") : text;
    }

    private static List<ModelRow> rows(String json) {
        return JSON.readValue(json, ROWS);
    }
}
