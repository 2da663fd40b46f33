package dev.modelsync.events.cluster;

import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Delivery.Kind;
import dev.modelsync.events.registration.rules.RegistrationRules;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.RequestFields;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads and judges what a client sent. */
public final class EnrolmentJson {
    private static final Set<String> FIELDS =
            Set.of("id", "project", "location", "labels", "delivery", "sealingKey", "reason");
    private static final Set<String> REASON_ONLY = Set.of("reason");
    private static final Set<String> DELIVERY = Set.of("delivery", "sealingKey", "reason");
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
        RequestFields fields = RequestFields.of(json, FIELDS, found);
        String id = name(fields, "id");
        String project = name(fields, "project");
        Location location = location(fields);
        Map<String, String> labels = Objects.requireNonNullElse(fields.texts("labels"), Map.of());
        RegistrationRules.labels(labels, found);
        Optional<Delivery> delivery = new DeliveryFields(fields, found).delivery(Kind.PROXY);
        String reason = reason(fields);
        return found.isEmpty()
                ? Optional.of(new EnrolmentRequest(
                        Objects.requireNonNull(id),
                        Objects.requireNonNull(project),
                        Objects.requireNonNull(location),
                        labels,
                        delivery.orElseThrow(),
                        reason))
                : Optional.empty();
    }

    /** Of a request that says nothing else. */
    public @Nullable String reason() {
        return reason(RequestFields.of(json, REASON_ONLY, found));
    }

    /** How credentials are delivered from now on, and why; empty as {@link #request}. */
    public Optional<DeliveryRequest> delivery() {
        RequestFields fields = RequestFields.of(json, DELIVERY, found);
        Optional<Delivery> delivery = new DeliveryFields(fields, found).delivery(null);
        String reason = reason(fields);
        return found.isEmpty() ? delivery.map(wanted -> new DeliveryRequest(wanted, reason)) : Optional.empty();
    }

    private @Nullable String reason(RequestFields fields) {
        String reason = fields.text("reason");
        RegistrationRules.reason(reason, found);
        return reason;
    }

    private @Nullable String name(RequestFields fields, String field) {
        String name = required(fields, field, ServiceKey.ALLOWED);
        if (name != null && !ServiceKey.isName(name)) {
            found.add(
                    "/" + field,
                    Code.INVALID,
                    "'" + Texts.shown(name) + "' is not a name; allowed: " + ServiceKey.ALLOWED);
        }
        return name;
    }

    private @Nullable Location location(RequestFields fields) {
        String name = required(fields, "location", LOCATIONS);
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

    private @Nullable String required(RequestFields fields, String field, String allowed) {
        String value = fields.text(field);
        // After a wrong type, which is reported already, this adds nothing.
        if (value == null) {
            found.add("/" + field, Code.REQUIRED, "it is missing; allowed: " + allowed);
        }
        return value;
    }
}
