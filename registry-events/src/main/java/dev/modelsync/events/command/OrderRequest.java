package dev.modelsync.events.command;

import dev.modelsync.events.command.Order.Kind;
import dev.modelsync.events.registration.rules.RegistrationRules;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.RequestFields;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request, as it was sent. */
record OrderRequest(
        @Nullable String type,
        @Nullable String project,
        @Nullable String service,
        @Nullable Long revision,
        @Nullable String approvalId,
        @Nullable String reason,
        @Nullable String validFor) {
    private static final Duration DEFAULT_VALID = Duration.ofMinutes(10);
    private static final Duration LONGEST_VALID = Duration.ofDays(1);
    private static final int MAX_ID = 100;
    private static final Set<String> FIELDS =
            Set.of("type", "project", "service", "revision", "approvalId", "reason", "validFor");

    static OrderRequest read(ObjectNode json, Violations found) {
        RequestFields fields = RequestFields.of(json, FIELDS, found);
        return new OrderRequest(
                fields.text("type"),
                fields.text("project"),
                fields.text("service"),
                fields.positive("revision"),
                fields.text("approvalId"),
                fields.text("reason"),
                fields.text("validFor"));
    }

    /** Empty when something is not as it must be, which is then among what was found. */
    Optional<Order> order(Violations found) {
        Optional<Kind> kind = kind(found);
        @Nullable ServiceKey key = key(found);
        Duration valid = valid(found);
        RegistrationRules.reason(reason, found);
        if (approvalId != null && (approvalId.length() > MAX_ID || !Texts.isPlain(approvalId))) {
            found.add("/approvalId", Code.INVALID, "the text is not an approval's id of a cluster's status");
        }
        kind.ifPresent(known -> checkNeeds(known, found));
        return found.isEmpty()
                ? kind.map(known -> new Order(known, key, revision, approvalId, null, blankToNull(reason), valid))
                : Optional.empty();
    }

    private Optional<Kind> kind(Violations found) {
        List<Kind> kinds =
                Arrays.stream(Kind.values()).filter(Kind::isGivenByItself).toList();
        String allowed = "allowed: " + kinds.stream().map(Kind::name).collect(Collectors.joining(", "));
        if (type == null) {
            found.add("/type", Code.REQUIRED, "it is missing; " + allowed);
            return Optional.empty();
        }
        Optional<Kind> kind =
                kinds.stream().filter(known -> known.name().equals(type)).findFirst();
        if (kind.isEmpty()) {
            found.add("/type", Code.UNKNOWN_VALUE, "'" + Texts.shown(type) + "' is no command; " + allowed);
        }
        return kind;
    }

    private @Nullable ServiceKey key(Violations found) {
        if (project == null && service == null) {
            return null;
        }
        boolean complete = name("/project", project, found) & name("/service", service, found);
        return complete && project != null && service != null ? new ServiceKey(project, service) : null;
    }

    private static boolean name(String pointer, @Nullable String text, Violations found) {
        if (text == null) {
            found.add(pointer, Code.REQUIRED, "it is missing; project and service name a service together");
            return false;
        }
        if (!ServiceKey.isName(text)) {
            found.add(
                    pointer, Code.INVALID, "'" + Texts.shown(text) + "' is not a name; allowed: " + ServiceKey.ALLOWED);
            return false;
        }
        return true;
    }

    private Duration valid(Violations found) {
        try {
            Duration valid = validFor == null ? DEFAULT_VALID : Duration.parse(validFor);
            if (!valid.isNegative() && !valid.isZero() && valid.compareTo(LONGEST_VALID) <= 0) {
                return valid;
            }
        } catch (DateTimeParseException e) {
            // The same as one that is too long.
        }
        found.add(
                "/validFor",
                Code.INVALID,
                "'" + Texts.shown(validFor) + "' is not allowed; allowed: a duration such as PT10M, up to PT24H");
        return DEFAULT_VALID;
    }

    private void checkNeeds(Kind kind, Violations found) {
        if (!kind.mayNameService() && (project != null || service != null)) {
            found.add("/service", Code.INVALID, kind + " is for the whole cluster; leave project and service out");
        }
        if (kind == Kind.DISCARD_PARKED && project == null && service == null) {
            found.add("/service", Code.REQUIRED, "it is missing; DISCARD_PARKED is about one service");
        }
        if (kind == Kind.DISCARD_PARKED && blankToNull(reason) == null) {
            found.add("/reason", Code.REQUIRED, "it is missing; say why the change is given up");
        }
        if (kind == Kind.APPROVE_REMOVALS && blankToNull(approvalId) == null) {
            found.add("/approvalId", Code.REQUIRED, "it is missing; the cluster's status shows it");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
