package dev.modelsync.events.web;

import dev.modelsync.events.registration.rules.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, each at its field. */
final class FormErrors {
    static final FormErrors NONE = new FormErrors(Map.of());

    private static final String FORM = "form";

    private final Map<String, String> byField;

    private FormErrors(Map<String, String> byField) {
        this.byField = byField;
    }

    /** @param fields that the form has; what points elsewhere is for the nearest field around it, or for the form */
    static FormErrors of(List<Violation> violations, List<String> fields) {
        Map<String, String> byField = new LinkedHashMap<>();
        for (Violation violation : violations) {
            String field = nearest(violation.pointer().replaceFirst("^/", "").replace('/', '.'), fields);
            byField.merge(field, sentence(violation.detail()), (one, other) -> one + " " + other);
        }
        return new FormErrors(byField);
    }

    static FormErrors of(String field, String detail) {
        return new FormErrors(Map.of(field, sentence(detail)));
    }

    static FormErrors at(Map<String, String> details) {
        Map<String, String> byField = new LinkedHashMap<>();
        details.forEach((field, detail) -> byField.put(field, sentence(detail)));
        return new FormErrors(byField);
    }

    private static String nearest(String pointer, List<String> fields) {
        String field = pointer;
        while (!fields.contains(field)) {
            int dot = field.lastIndexOf('.');
            if (dot < 0) {
                return FORM;
            }
            field = field.substring(0, dot);
        }
        return field;
    }

    public Map<String, String> all() {
        return byField;
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /** Null where nothing is wrong with the field. */
    public @Nullable String at(String field) {
        return byField.get(field);
    }

    private static String sentence(String detail) {
        String sentence = detail.isEmpty() ? detail : Character.toUpperCase(detail.charAt(0)) + detail.substring(1);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
