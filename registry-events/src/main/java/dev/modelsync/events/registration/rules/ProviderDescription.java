package dev.modelsync.events.registration.rules;

import java.util.List;

/**
 * What can be registered of a provider, in words for a form.
 *
 * @param protocols the first is the default
 */
public record ProviderDescription(
        Provider provider, String label, List<Protocol> protocols, CredentialsDescription credentials) {

    public ProviderDescription {
        protocols = List.copyOf(protocols);
    }

    /** @param functions that models can have with it */
    public record Protocol(ApiProtocol version, String label, boolean isDefault, List<Function> functions) {
        public Protocol {
            functions = List.copyOf(functions);
        }
    }

    /** A function by name and in words. */
    public record Function(ModelFunction name, String label) {}

    /**
     * @param required whether there is no registration without credentials
     * @param alternatives of which exactly one is given, with all of its fields
     */
    public record CredentialsDescription(boolean required, List<Alternative> alternatives) {
        public CredentialsDescription {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** Fields that are given together. */
    public record Alternative(String label, List<Field> fields) {
        public Alternative {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field of {@code credentials}. All of an alternative are needed.
     *
     * @param secret whether it must not be shown while it is typed
     */
    public record Field(String name, String label, boolean required, boolean secret) {}

    /** All providers, in the order of a form. */
    public static List<ProviderDescription> all() {
        return List.of(Provider.values()).stream().map(ProviderDescription::of).toList();
    }

    static ProviderDescription of(Provider provider) {
        List<ApiProtocol> offered = ProviderCatalogue.protocols(provider);
        List<Protocol> protocols = offered.stream()
                .map(protocol -> new Protocol(
                        protocol,
                        protocol.label(),
                        protocol == offered.get(0),
                        ProviderCatalogue.functions(provider, protocol).stream()
                                .map(function -> new Function(function, function.label()))
                                .toList()))
                .toList();
        CredentialForm form = ProviderCatalogue.credentials(provider);
        return new ProviderDescription(
                provider,
                provider.label(),
                protocols,
                new CredentialsDescription(
                        form.required(),
                        form.alternatives().stream()
                                .map(names ->
                                        alternative(names.stream().sorted().toList()))
                                .toList()));
    }

    private static Alternative alternative(List<String> names) {
        List<Field> fields = names.stream()
                .map(name -> new Field(name, CredentialForm.label(name), true, CredentialForm.isSecret(name)))
                .toList();
        return new Alternative(
                String.join(" and ", fields.stream().map(Field::label).toList()), fields);
    }
}
