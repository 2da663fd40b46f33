package dev.modelsync.events.activity.log;

import dev.modelsync.events.activity.entry.ActivityReader;
import dev.modelsync.events.activity.entry.ActivityType;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.SyncResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, each read once and all that is wrong with them collected. An empty one
 * counts as not given, as forms send it; one that there is not is refused, because a filter that is misspelt
 * would show everything.
 */
public final class ActivityRequest {
    private static final Set<String> FILTERS =
            Set.of("project", "service", "actor", "cluster", "type", "from", "to", "outcome", "replayId");
    private static final Set<String> TYPES = names(ActivityType.values());
    private static final Set<String> OUTCOMES = Stream.of(
                    names(SyncResult.values()),
                    names(CommandResult.values()),
                    ActivityReader.replayResults(),
                    Set.of(ActivityFilter.NONE))
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    /** For whoever follows the log there is no past, so only some requests may have it. */
    static final String AS_OF = "asOf";

    private static final int MAX_ACTOR = 255;
    private static final int MAX_REPLAY_ID = 64;
    /** What the database can hold, with room to spare. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, String[]> given;
    private final List<Problem> problems = new ArrayList<>();

    /** @param others the parameters that this request may have beside the filters */
    public ActivityRequest(Map<String, String[]> given, String... others) {
        this.given = given;
        Set<String> allowed = new TreeSet<>(FILTERS);
        allowed.addAll(List.of(others));
        given.keySet().stream()
                .filter(name -> !allowed.contains(name))
                .forEach(name -> problems.add(
                        new Problem(Texts.shown(name), "there is no such parameter; allowed: " + allowed)));
    }

    /** What is wrong with a parameter: what was found, and what is allowed. */
    public record Problem(String parameter, String detail) {}

    /** The request cannot be understood. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        Refused(List<Problem> problems) {
            super("Parameters of a request are refused");
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }

    /** Everything that the filter {@code outcome} can ask for. */
    public static Set<String> outcomes() {
        return Collections.unmodifiableSet(OUTCOMES);
    }

    public ActivityFilter filter() {
        Instant from = instant("from");
        Instant to = instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            problems.add(new Problem("to", "it is not after from; allowed: a later time"));
        }
        return new ActivityFilter(
                name("project"),
                name("service"),
                text("actor", MAX_ACTOR),
                name("cluster"),
                oneOf("type", TYPES),
                from,
                to,
                instant(AS_OF),
                oneOf("outcome", OUTCOMES),
                text("replayId", MAX_REPLAY_ID));
    }

    int number(String name, int min, int max, int otherwise) {
        String allowed = min + " to " + max;
        return Objects.requireNonNullElse(
                read(name, allowed, text -> {
                    int number = Integer.parseInt(text);
                    return number < min || number > max ? Optional.empty() : Optional.of(number);
                }),
                otherwise);
    }

    public @Nullable ActivityCursor cursor() {
        return read("cursor", "the nextCursor of the page before", ActivityCursor::parse);
    }

    @Nullable String oneOf(String name, Set<String> allowed) {
        return read(
                name,
                String.join(", ", allowed),
                text -> allowed.contains(text) ? Optional.of(text) : Optional.empty());
    }

    @Nullable String requiredOneOf(String name, Set<String> allowed) {
        String value = oneOf(name, allowed);
        if (value == null
                && problems.stream().noneMatch(problem -> problem.parameter().equals(name))) {
            problem(name, "it is missing; allowed: " + String.join(", ", allowed));
        }
        return value;
    }

    void problem(String parameter, String detail) {
        problems.add(new Problem(parameter, detail));
    }

    /** @throws Refused when anything was wrong with what has been read */
    public void check() {
        if (!problems.isEmpty()) {
            throw new Refused(problems);
        }
    }

    private @Nullable String name(String name) {
        return read(name, ServiceKey.ALLOWED, text -> ServiceKey.isName(text) ? Optional.of(text) : Optional.empty());
    }

    private @Nullable String text(String name, int max) {
        return read(
                name,
                "at most " + max + " printable characters",
                text -> text.length() <= max && Texts.isPlain(text) ? Optional.of(text) : Optional.empty());
    }

    private @Nullable Instant instant(String name) {
        return read(name, "a time as 2026-11-24T20:15:00Z, of the years 1 to 9999", text -> {
            Instant at = Instant.parse(text);
            return at.isBefore(EARLIEST) || at.isAfter(LATEST) ? Optional.empty() : Optional.of(at);
        });
    }

    private <T> @Nullable T read(String name, String allowed, Function<String, Optional<T>> reader) {
        String[] values = given.getOrDefault(name, new String[0]);
        if (values.length > 1) {
            problems.add(new Problem(name, "it is given " + values.length + " times; allowed: once"));
        }
        if (values.length != 1 || values[0].isEmpty()) {
            return null;
        }
        Optional<T> read = parsed(values[0], reader);
        if (read.isEmpty()) {
            problems.add(new Problem(name, "it is '" + Texts.shown(values[0]) + "'; allowed: " + allowed));
        }
        return read.orElse(null);
    }

    private static <T> Optional<T> parsed(String text, Function<String, Optional<T>> reader) {
        try {
            return reader.apply(text);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
