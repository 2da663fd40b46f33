package dev.modelsync.events.web;

import dev.modelsync.events.activity.Reasons;
import dev.modelsync.events.activity.log.ActivityView;
import dev.modelsync.events.fleet.ModelDrift;
import dev.modelsync.events.registration.rules.ApiProtocol;
import dev.modelsync.events.registration.rules.ModelFunction;
import dev.modelsync.events.registration.rules.Provider;
import dev.modelsync.events.registration.view.CredentialSwitch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the pages say things. What is not known is shown as it came, for it may be of a newer version. */
final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("endpointUrl", "Endpoint"),
            Map.entry("apiProtocolVersion", "Protocol version"),
            Map.entry("allowInsecure", "Certificate check left out"),
            Map.entry("models", "Models"),
            Map.entry("labels", "Labels"),
            Map.entry("credentials", "Credentials"),
            Map.entry("credentialVersion", "Credential version"),
            Map.entry("provider", "Provider"),
            Map.entry("name", "Name"),
            Map.entry("state", "State"),
            Map.entry("id", "Cluster id"),
            Map.entry("project", "Project"),
            Map.entry("location", "Location"),
            Map.entry("delivery", "Credentials are delivered"),
            Map.entry("sealingKey", "Public key"),
            Map.entry("sealingKeyId", "Public key"),
            Map.entry("reason", "Reason"),
            Map.entry("force", "Consent"),
            Map.entry("form", "Form"));

    private static final Map<String, String> PARTS = Map.of(
            "upstreamModel", "name at the provider", "function", "function", "registryName", "name on the clusters");
    private static final Pattern ROW = Pattern.compile("models\\.([0-9]{1,3})(?:\\.(\\w+))?");
    private static final Set<String> ENROLMENT = Set.of("ENROLLED", "UPDATED", "TOKEN_REISSUED", "REVOKED");

    /** In UTC, to the second. */
    public String time(Instant at) {
        return TIME.format(at) + " UTC";
    }

    public String delay(long millis) {
        if (millis < SECOND) {
            return Math.max(0, millis) + " ms";
        }
        if (millis < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
        }
        Duration delay = Duration.ofMillis(millis);
        return millis < HOUR ? delay.toMinutes() + " min" : delay.toHours() + " h";
    }

    public String provider(String name) {
        return label(Provider.values(), Provider::label, name);
    }

    public String protocol(String name) {
        return label(ApiProtocol.values(), ApiProtocol::label, name);
    }

    public String function(String name) {
        return label(ModelFunction.values(), ModelFunction::label, name);
    }

    /** How far the proxies are with a version of credentials. */
    public String switched(int version, CredentialSwitch proxies) {
        if (proxies.total() == 0) {
            return "no proxy has reported";
        }
        String of = proxies.switched() + " of " + proxies.total() + (proxies.total() == 1 ? " proxy" : " proxies");
        return version > 1 ? "rotated, " + of + " switched" : "served by " + of;
    }

    /** Why a proxy does not serve the credentials, and what it does meanwhile. */
    public String behind(CredentialSwitch.Behind proxy) {
        String why = switch (proxy.reason()) {
            case BEHIND -> "has not read the change yet";
            case LOADING -> "is loading the credentials";
            case NOT_IN_STORE -> "does not find the credentials in the secret store";
            case UNREADABLE -> "cannot open the credentials in the secret store";
            case STORE_UNAVAILABLE -> "does not reach the secret store";
            case NOT_NAMED -> "was not told where the credentials are; edit the service to have it announced anew";
            case UNKNOWN -> "waits for credentials and does not say why";
        };
        if (proxy.reason() == CredentialSwitch.Reason.BEHIND) {
            return why;
        }
        return why + (proxy.served() == null ? ", and serves nothing" : ", and still serves version " + proxy.served());
    }

    public String field(String name) {
        return FIELDS.getOrDefault(name, name);
    }

    /** A field of a form, as its label says it: {@code models.0.function} as "Model 1, function". */
    public String formField(String id) {
        Matcher row = ROW.matcher(id);
        if (row.matches()) {
            String model = "Model " + (Integer.parseInt(row.group(1)) + 1);
            return row.group(2) == null ? model : model + ", " + PARTS.getOrDefault(row.group(2), row.group(2));
        }
        return field(id.startsWith("credentials.") ? "credentials" : id);
    }

    /** {@code KNOWLEDGE_BASE} as {@code knowledge base}. */
    public String plain(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How a model is no longer as it was made. */
    public String drift(String kind) {
        return ModelDrift.meaning(kind);
    }

    /** How a cluster gets at the providers' credentials. */
    public String delivery(Object kind) {
        return kind.toString().equals("DIRECT") ? "direct: sealed for the cluster" : "through the proxy";
    }

    /** A time as a browser's field for date and time takes it, from what it or a link gave. */
    public @Nullable String localTime(@Nullable String given) {
        return given == null ? null : given.replaceFirst("Z$", "");
    }

    /** A field that a change replaced; null where it was not there before, or is not any more. */
    record Change(
            String field, @Nullable String before, @Nullable String after) {}

    /** By the name of the field. */
    public List<Change> changes(JsonNode before, JsonNode after) {
        Set<String> fields = new TreeSet<>(before.propertyNames());
        fields.addAll(after.propertyNames());
        return fields.stream()
                .map(field -> new Change(field, text(before.get(field)), text(after.get(field))))
                .toList();
    }

    private @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            return value.asString();
        }
        return value.properties().stream()
                .map(part -> part.getKey()
                        + (part.getValue().isObject()
                                ? " (" + part.getValue().path("upstreamModel").asString() + ", "
                                        + function(
                                                part.getValue().path("function").asString()) + ")"
                                : "=" + part.getValue().asString()))
                .collect(Collectors.joining(", "));
    }

    /** Whether the clusters answer such an entry: enrolments they are not told of. */
    public boolean isAnswered(ActivityView entry) {
        return entry.service() != null || !ENROLMENT.contains(entry.type());
    }

    /** What a reason of the worker's means; null for one that is not known. */
    public @Nullable String meaning(@Nullable String reason) {
        return Reasons.meaning(reason);
    }

    /** What to do about it; null for one that is not known. */
    public @Nullable String remedy(@Nullable String reason) {
        return Reasons.remedy(reason);
    }

    private static <E extends Enum<E>> String label(E[] values, Function<E, String> label, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .map(label)
                .orElse(name);
    }
}
