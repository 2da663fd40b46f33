package dev.modelsync.events.replay;

import dev.modelsync.events.command.ReplayOrder.OffsetSpan;
import dev.modelsync.events.registration.rules.RegistrationRules;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.RequestFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and judges what a client sent about a replay. */
final class ReplayRequest {
    private static final int MOST = 100;
    private static final Set<String> TO_PLAN =
            Set.of("name", "clusters", "services", "from", "to", "offsets", "reason");
    private static final Set<String> TO_ACT = Set.of("clusters", "reason");
    private static final Set<String> OF_A_SPAN = Set.of("partition", "from", "to");
    private static final Pattern PATTERN = Pattern.compile("[a-z0-9*.-]{1,63}");
    private static final String TIMES = "a time in UTC such as 2026-11-26T10:00:00Z";
    /** What the database can hold, with room to spare. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final RequestFields fields;
    private final Violations found;

    private ReplayRequest(RequestFields fields, Violations found) {
        this.fields = fields;
        this.found = found;
    }

    /**
     * What to run or to cancel.
     *
     * @param clusters empty for all
     */
    record Act(List<String> clusters, @Nullable String reason) {}

    /** Empty when something is not as it must be, which is then among what was found. */
    static Optional<ReplayWish> toPlan(ObjectNode json, Violations found) {
        ReplayRequest request = new ReplayRequest(RequestFields.of(json, TO_PLAN, found), found);
        ReplayWish wish = request.wish();
        return found.isEmpty() ? Optional.of(wish) : Optional.empty();
    }

    /** Empty when something is not as it must be, which is then among what was found. */
    static Optional<Act> toAct(ObjectNode json, Violations found) {
        ReplayRequest request = new ReplayRequest(RequestFields.of(json, TO_ACT, found), found);
        Act act = new Act(request.clusters(), request.reason());
        return found.isEmpty() ? Optional.of(act) : Optional.empty();
    }

    private ReplayWish wish() {
        String name = fields.text("name");
        if (name == null) {
            found.add("/name", Code.REQUIRED, "it is missing; allowed: " + ServiceKey.ALLOWED);
        } else if (!ServiceKey.isName(name)) {
            found.add(
                    "/name", Code.INVALID, "'" + Texts.shown(name) + "' is not a name; allowed: " + ServiceKey.ALLOWED);
        }
        List<String> clusters = clusters();
        if (clusters.isEmpty()) {
            found.add("/clusters", Code.REQUIRED, "no cluster is named; allowed: 1 to " + MOST + " ids of clusters");
        }
        Instant from = time("from");
        Instant to = time("to");
        if (from != null && to != null && !from.isBefore(to)) {
            found.add("/to", Code.INVALID, "it is not after from; allowed: a later time");
        }
        List<OffsetSpan> offsets = offsets();
        if (!offsets.isEmpty() && (from != null || to != null)) {
            found.add("/offsets", Code.INVALID, "times are given as well; allowed: either times or offsets");
        }
        List<String> services = texts(
                "services", PATTERN.asMatchPredicate(), "a name of a service, in which * stands for any characters");
        return new ReplayWish(
                Objects.requireNonNullElse(name, ""), clusters, new ReplayScope(services, from, to, offsets), reason());
    }

    private List<String> clusters() {
        return texts("clusters", ServiceKey::isName, "an id of a cluster");
    }

    private List<String> texts(String field, Predicate<String> allowed, String what) {
        List<String> texts = new ArrayList<>();
        Set<String> met = new HashSet<>();
        List<JsonNode> elements = some(field);
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            String place = field + "/" + i;
            if (!element.isString()) {
                fields.wrongType(place, element, what);
            } else if (!allowed.test(element.stringValue())) {
                found.add(
                        "/" + place,
                        Code.INVALID,
                        "'" + Texts.shown(element.stringValue()) + "' is not allowed; allowed: " + what);
            } else if (!met.add(element.stringValue())) {
                found.add("/" + place, Code.DUPLICATE, "'" + element.stringValue() + "' is given twice");
            } else {
                texts.add(element.stringValue());
            }
        }
        return texts;
    }

    private List<JsonNode> some(String field) {
        List<JsonNode> elements = Objects.requireNonNullElse(fields.list(field), List.of());
        if (elements.size() > MOST) {
            found.add("/" + field, Code.TOO_LONG, "the list has " + elements.size() + " elements; allowed: " + MOST);
            return List.of();
        }
        return elements;
    }

    private @Nullable Instant time(String field) {
        String text = fields.text(field);
        if (text == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // The same as one that is out of range.
        }
        found.add("/" + field, Code.INVALID, "'" + Texts.shown(text) + "' is none; allowed: " + TIMES);
        return null;
    }

    private List<OffsetSpan> offsets() {
        List<OffsetSpan> spans = new ArrayList<>();
        List<JsonNode> elements = some("offsets");
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof ObjectNode span) {
                span("/offsets/" + i, span).ifPresent(spans::add);
            } else {
                fields.wrongType("offsets/" + i, elements.get(i), "an object with partition, from and to");
            }
        }
        return spans;
    }

    private Optional<OffsetSpan> span(String pointer, ObjectNode json) {
        RequestFields span = RequestFields.of(pointer, json, OF_A_SPAN, found);
        Long partition = required(span, pointer, "partition", Integer.MAX_VALUE);
        Long from = required(span, pointer, "from", Long.MAX_VALUE);
        Long to = required(span, pointer, "to", Long.MAX_VALUE);
        if (partition == null || from == null || to == null) {
            return Optional.empty();
        }
        if (from >= to) {
            found.add(pointer + "/to", Code.INVALID, to + " is not after from; allowed: a larger offset");
            return Optional.empty();
        }
        return Optional.of(new OffsetSpan(partition.intValue(), from, to));
    }

    private @Nullable Long required(RequestFields span, String pointer, String field, long most) {
        Long number = span.notNegative(field);
        // After a wrong type, which is reported already, this adds nothing.
        if (number == null) {
            found.add(pointer + "/" + field, Code.REQUIRED, "it is missing; allowed: 0 to " + most);
        } else if (number > most) {
            found.add(pointer + "/" + field, Code.INVALID, number + " is out of range; allowed: 0 to " + most);
        }
        return number == null || number > most ? null : number;
    }

    private @Nullable String reason() {
        String reason = fields.text("reason");
        RegistrationRules.reason(reason, found);
        return reason == null || reason.isBlank() ? null : reason;
    }
}
