package dev.modelsync.events.registration.rules;

import java.util.List;
import java.util.Set;

/**
 * Which fields the credentials of a provider consist of.
 *
 * @param required whether a service may not be registered without credentials
 * @param alternatives the sets of fields, of which exactly one has to be given
 */
record CredentialForm(boolean required, List<Set<String>> alternatives) {
    CredentialForm {
        alternatives = List.copyOf(alternatives);
    }

    static CredentialForm key(boolean required) {
        return new CredentialForm(required, List.of(Set.of("apiKey")));
    }

    static CredentialForm aws() {
        return new CredentialForm(true, List.of(Set.of("accessKeyId", "secretAccessKey"), Set.of("apiKey")));
    }

    /** A field's name for a person. */
    static String label(String field) {
        return switch (field) {
            case "apiKey" -> "API key";
            case "accessKeyId" -> "Access key ID";
            case "secretAccessKey" -> "Secret access key";
            default -> field;
        };
    }

    static boolean isSecret(String field) {
        return !field.equals("accessKeyId");
    }

    boolean accepts(Set<String> fields) {
        return alternatives.contains(fields);
    }

    /** For example {@code accessKeyId and secretAccessKey, or apiKey}. */
    String allowed() {
        return String.join(
                ", or ",
                alternatives.stream()
                        .map(fields ->
                                String.join(" and ", fields.stream().sorted().toList()))
                        .toList());
    }
}
