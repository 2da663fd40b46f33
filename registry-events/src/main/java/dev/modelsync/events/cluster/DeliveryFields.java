package dev.modelsync.events.cluster;

import dev.modelsync.contract.seal.SealingKey;
import dev.modelsync.events.cluster.Delivery.Kind;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.RequestFields;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code delivery} and {@code sealingKey}. What is given as a key is never quoted: it may be a private one. */
final class DeliveryFields {
    private static final String FIELD = "/delivery";
    private static final String KEY = "/sealingKey";
    private static final String KINDS =
            Arrays.stream(Kind.values()).map(Enum::name).collect(Collectors.joining(", "));
    private static final String ALLOWED_KEY =
            "allowed: the public HPKE keyset in the JSON of Tink that the worker's command 'keypair' prints";
    private static final int LONGEST_KEY = 8192;

    private final RequestFields fields;
    private final Violations found;

    DeliveryFields(RequestFields fields, Violations found) {
        this.fields = fields;
        this.found = found;
    }

    /**
     * @param usual where nothing is said; null where something has to be
     * @return empty when something is not as it must be, which is then among what was found
     */
    Optional<Delivery> delivery(@Nullable Kind usual) {
        String name = fields.text("delivery");
        String key = fields.json("sealingKey");
        if (found.has(FIELD) || found.has(KEY)) {
            return Optional.empty();
        }
        if (name == null && usual == null) {
            found.add(FIELD, Code.REQUIRED, "it is missing; allowed: " + KINDS);
            return Optional.empty();
        }
        Optional<Kind> kind = name == null ? Optional.ofNullable(usual) : kind(name);
        return kind.flatMap(wanted -> wanted == Kind.PROXY ? proxy(key) : direct(key));
    }

    private Optional<Kind> kind(String name) {
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(known -> known.name().equals(name))
                .findFirst();
        if (kind.isEmpty()) {
            found.add(FIELD, Code.UNKNOWN_VALUE, "'" + Texts.shown(name) + "' is none; allowed: " + KINDS);
        }
        return kind;
    }

    private Optional<Delivery> proxy(@Nullable String key) {
        if (key != null) {
            found.add(KEY, Code.INVALID, "there is nothing to seal with delivery PROXY; a key is for DIRECT");
            return Optional.empty();
        }
        return Optional.of(new Delivery.Proxy());
    }

    private Optional<Delivery> direct(@Nullable String key) {
        if (key == null) {
            found.add(KEY, Code.REQUIRED, "it is missing with delivery DIRECT; " + ALLOWED_KEY);
            return Optional.empty();
        }
        if (key.length() > LONGEST_KEY) {
            found.add(KEY, Code.TOO_LONG, "the key has more than " + LONGEST_KEY + " characters; " + ALLOWED_KEY);
            return Optional.empty();
        }
        try {
            return Optional.of(new Delivery.Direct(SealingKey.parse(key).toJson()));
        } catch (IllegalArgumentException e) {
            found.add(
                    KEY,
                    Code.INVALID,
                    "it is none, or the private one, which then has to be replaced by another pair; " + ALLOWED_KEY);
            return Optional.empty();
        }
    }
}
