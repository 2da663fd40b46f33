package dev.modelsync.events.cluster;

import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.registration.rules.RegistrationRules;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and judges what a client sent; a field that is null counts as not given. */
public final class EnrolmentJson {
    private static final Set<String> FIELDS = Set.of("id", "project", "location", "labels", "reason");
    private static final Set<String> REASON_ONLY = Set.of("reason");
    private static final String LOCATIONS =
            Arrays.stream(Location.values()).map(Enum::name).collect(Collectors.joining(", "));

    private final ObjectNode json;
    private final Violations found;

    public EnrolmentJson(ObjectNode json, Violations found) {
        this.json = json;
        this.found = found;
    }

    /** Empty when something is not as it must be, which is then among what was found. */
    public Optional<EnrolmentRequest> request() {
        refuseUnknown(FIELDS);
        String id = name("id");
        String project = name("project");
        Location location = location();
        Map<String, String> labels = labels();
        String reason = text("reason");
        RegistrationRules.reason(reason, found);
        return found.isEmpty()
                ? Optional.of(new EnrolmentRequest(
                        Objects.requireNonNull(id),
                        Objects.requireNonNull(project),
                        Objects.requireNonNull(location),
                        labels,
                        reason))
                : Optional.empty();
    }

    /** Of a request that says nothing else. */
    public @Nullable String reason() {
        refuseUnknown(REASON_ONLY);
        String reason = text("reason");
        RegistrationRules.reason(reason, found);
        return reason;
    }

    private @Nullable String name(String field) {
        String name = required(field, ServiceKey.ALLOWED);
        if (name != null && !ServiceKey.isName(name)) {
            found.add(
                    "/" + field,
                    Code.INVALID,
                    "'" + Texts.shown(name) + "' is not a name; allowed: " + ServiceKey.ALLOWED);
        }
        return name;
    }

    private @Nullable Location location() {
        String name = required("location", LOCATIONS);
        if (name == null) {
            return null;
        }
        for (Location location : Location.values()) {
            if (location.name().equals(name)) {
                return location;
            }
        }
        found.add("/location", Code.UNKNOWN_VALUE, "'" + Texts.shown(name) + "' is none; allowed: " + LOCATIONS);
        return null;
    }

    private Map<String, String> labels() {
        JsonNode value = json.path("labels");
        Map<String, String> labels = new LinkedHashMap<>();
        if (value.isMissingNode() || value.isNull()) {
            return labels;
        }
        if (!value.isObject()) {
            wrongType("/labels", value, "an object of texts");
            return labels;
        }
        for (Map.Entry<String, JsonNode> label : value.properties()) {
            if (label.getValue().isString()) {
                labels.put(label.getKey(), label.getValue().stringValue());
            } else {
                wrongType("/labels/" + Texts.pointerPart(label.getKey()), label.getValue(), "a text");
            }
        }
        RegistrationRules.labels(labels, found);
        return labels;
    }

    private @Nullable String required(String field, String allowed) {
        String value = text(field);
        // After a wrong type, which is reported already, this adds nothing.
        if (value == null) {
            found.add("/" + field, Code.REQUIRED, "it is missing; allowed: " + allowed);
        }
        return value;
    }

    private @Nullable String text(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            wrongType("/" + field, value, "a text");
            return null;
        }
        return value.stringValue();
    }

    private void refuseUnknown(Set<String> allowed) {
        for (String name : json.propertyNames()) {
            if (!allowed.contains(name)) {
                found.add(
                        "/" + Texts.pointerPart(name),
                        Code.UNKNOWN_FIELD,
                        "there is no field '" + Texts.shown(name) + "'; allowed: "
                                + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
    }

    private void wrongType(String pointer, JsonNode value, String allowed) {
        String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
        found.add(pointer, Code.WRONG_TYPE, "found a JSON " + type + "; allowed: " + allowed);
    }
}
