package dev.modelsync.events.registration.rules;

import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.provider.address.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a registration is acceptable, and says everything that is wrong with it at once.
 * A pure function of the draft, the platform's setting and what is registered already.
 */
public final class RegistrationRules {
    static final int MAX_LABELS = 32;
    static final int MAX_LABEL_VALUE = 255;
    static final int MAX_CREDENTIAL = 8192;

    private static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");

    private final boolean allowPrivateEndpoints;

    public RegistrationRules(boolean allowPrivateEndpoints) {
        this.allowPrivateEndpoints = allowPrivateEndpoints;
    }

    /** What is registered already, for an edit. */
    public record Existing(
            String name, String provider, String endpointUrl, boolean hasCredentials, List<Model> models) {}

    /**
     * @param existing null for a new registration
     * @param found the violations seen while reading; more are added
     * @return the registration, empty exactly when there are violations
     */
    public Optional<Registration> check(ServiceDraft draft, @Nullable Existing existing, Violations found) {
        String name = name(draft, existing, found);
        Provider provider = provider(draft, existing, found);
        Endpoint endpoint = endpoint(draft, found);
        ApiProtocol protocol = protocol(draft, provider, found);
        labels(draft.labels(), found);
        reason(draft.reason(), found);
        List<Model> models = new ModelRules(name, existing, found).check(draft, provider, protocol);
        credentials(draft, provider, existing, found);
        boundCredentials(draft, endpoint, existing, found);
        if (!found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Registration(
                Objects.requireNonNull(name),
                Objects.requireNonNull(provider),
                Objects.requireNonNull(endpoint),
                Objects.requireNonNull(protocol),
                Boolean.TRUE.equals(draft.allowInsecure()),
                draft.credentials(),
                models,
                draft.labels(),
                draft.reason()));
    }

    private static @Nullable String name(ServiceDraft draft, @Nullable Existing existing, Violations found) {
        String name = required("/name", draft.name(), found);
        if (name == null) {
            return null;
        }
        if (existing != null && !name.equals(existing.name())) {
            found.add("/name", Code.IMMUTABLE, "the name is '" + existing.name() + "' and never changes");
        } else if (!ServiceKey.isName(name)) {
            found.add(
                    "/name", Code.INVALID, "'" + Texts.shown(name) + "' is not a name; allowed: " + ServiceKey.ALLOWED);
        }
        return name;
    }

    private static @Nullable Provider provider(ServiceDraft draft, @Nullable Existing existing, Violations found) {
        Provider provider = oneOf("/provider", draft.provider(), Arrays.asList(Provider.values()), found);
        if (existing != null && provider != null && !provider.name().equals(existing.provider())) {
            found.add(
                    "/provider",
                    Code.IMMUTABLE,
                    "the provider is " + existing.provider() + " and never changes; register another service");
            // The rest is no mistake because of this one.
            return null;
        }
        return provider;
    }

    private @Nullable Endpoint endpoint(ServiceDraft draft, Violations found) {
        String url = required("/endpointUrl", draft.endpointUrl(), found);
        if (url == null) {
            return null;
        }
        try {
            Endpoint endpoint = Endpoint.parse(url);
            if (!allowPrivateEndpoints && !endpoint.host().isPublic()) {
                found.add(
                        "/endpointUrl",
                        Code.ADDRESS_REFUSED,
                        "the host " + endpoint.host().text() + " is a loopback, private, link-local, metadata or"
                                + " reserved address; allowed: public addresses, unless the platform sets"
                                + " modelsync.registration.allow-private-endpoints");
            }
            return endpoint;
        } catch (Endpoint.RefusedException e) {
            found.add("/endpointUrl", Code.INVALID, "the URL " + e.getMessage());
            return null;
        }
    }

    private static @Nullable ApiProtocol protocol(ServiceDraft draft, @Nullable Provider provider, Violations found) {
        if (provider == null) {
            return null;
        }
        List<ApiProtocol> allowed = ProviderCatalogue.protocols(provider);
        String given = draft.apiProtocolVersion();
        return given == null ? allowed.get(0) : oneOf("/apiProtocolVersion", given, allowed, found);
    }

    /** Checks the labels of whatever has some. */
    public static void labels(Map<String, String> labels, Violations found) {
        if (labels.size() > MAX_LABELS) {
            found.add("/labels", Code.TOO_LONG, "there are " + labels.size() + " labels; allowed: " + MAX_LABELS);
        }
        labels.forEach((key, value) -> {
            String pointer = "/labels/" + Texts.pointerPart(key);
            if (!LABEL_KEY.matcher(key).matches()) {
                found.add(
                        pointer,
                        Code.INVALID,
                        "'" + Texts.shown(key)
                                + "' is not a label's name; allowed: 1 to 63 letters, digits and . _ / -,"
                                + " starting and ending with a letter or digit");
            }
            Texts.check(pointer, value, MAX_LABEL_VALUE, found);
        });
    }

    /** Checks the reason of a change. */
    public static void reason(@Nullable String reason, Violations found) {
        if (reason != null) {
            Texts.check("/reason", reason, Texts.MAX_REASON, found);
        }
    }

    private static void credentials(
            ServiceDraft draft, @Nullable Provider provider, @Nullable Existing existing, Violations found) {
        Map<String, String> given = draft.credentials();
        if (provider == null) {
            return;
        }
        CredentialForm form = ProviderCatalogue.credentials(provider);
        if (given == null) {
            if (form.required() && (existing == null || !existing.hasCredentials())) {
                found.add("/credentials", Code.REQUIRED, "provider " + provider + " needs " + form.allowed());
            }
            return;
        }
        if (!form.accepts(given.keySet())) {
            found.add(
                    "/credentials",
                    Code.INVALID,
                    "found the fields " + shownNames(given) + "; provider " + provider + " takes " + form.allowed());
        }
        given.forEach((field, value) -> credential("/credentials/" + Texts.pointerPart(field), value, found));
    }

    /** Never quotes the value. */
    private static void credential(String pointer, String value, Violations found) {
        if (value.isEmpty() || value.length() > MAX_CREDENTIAL) {
            found.add(
                    pointer,
                    Code.INVALID,
                    "the value has " + value.length() + " characters; allowed: 1 to " + MAX_CREDENTIAL);
        } else if (!value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            found.add(
                    pointer,
                    Code.INVALID,
                    "the value holds a blank, a control character or one beyond ASCII; allowed: visible ASCII characters");
        }
    }

    /** Nobody can send a key to a new host by editing a URL. */
    private static void boundCredentials(
            ServiceDraft draft, @Nullable Endpoint endpoint, @Nullable Existing existing, Violations found) {
        if (existing == null || endpoint == null || !existing.hasCredentials() || draft.credentials() != null) {
            return;
        }
        if (!endpoint.origin().equals(origin(existing.endpointUrl()))) {
            found.add(
                    "/endpointUrl",
                    Code.CREDENTIALS_REQUIRED,
                    "the credentials were given for " + existing.endpointUrl()
                            + "; a change of scheme, host or port must bring them again");
        }
    }

    private static String origin(String url) {
        try {
            return Endpoint.parse(url).origin();
        } catch (Endpoint.RefusedException e) {
            // Written by hand: whatever it is, it is not what the edit asks for.
            return url;
        }
    }

    private static String shownNames(Map<String, String> fields) {
        return Texts.shown(String.join(", ", new TreeSet<>(fields.keySet())));
    }

    static @Nullable String required(String pointer, @Nullable String value, Violations found) {
        if (value == null) {
            found.add(pointer, Code.REQUIRED, "the field is missing; it has to be given");
        }
        return value;
    }

    static <E extends Enum<E>> @Nullable E oneOf(
            String pointer, @Nullable String given, List<E> allowed, Violations found) {
        if (required(pointer, given, found) == null) {
            return null;
        }
        for (E value : allowed) {
            if (value.name().equals(given)) {
                return value;
            }
        }
        found.add(pointer, Code.UNKNOWN_VALUE, "found '" + Texts.shown(given) + "'; allowed: " + allowed);
        return null;
    }
}
