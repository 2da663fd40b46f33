package dev.modelsync.events.web;

import dev.modelsync.events.registration.change.RegistrationResult.NotReady;
import dev.modelsync.events.registration.rules.ApiProtocol;
import dev.modelsync.events.registration.rules.ModelFunction;
import dev.modelsync.events.registration.rules.ProviderDescription;
import dev.modelsync.events.registration.rules.ProviderDescription.Alternative;
import dev.modelsync.events.registration.rules.ProviderDescription.Protocol;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.view.EndpointStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/** The form of a service as its provider wants it, for a new service and for an edit. */
final class FormPage {
    /** The step that tells what would be, and does nothing. */
    static final String PREVIEW = "preview";

    private static final List<String> PLAIN_FIELDS = List.of(
            "name",
            "provider",
            ServiceForm.ENDPOINT,
            ServiceForm.PROTOCOL,
            ServiceForm.INSECURE,
            "credentials",
            "models",
            "probe",
            ServiceForm.LABELS,
            "reason");
    private static final List<ProviderDescription> PROVIDERS = ProviderDescription.all();

    private final ServiceForm form;
    private final ProviderDescription provider;

    private FormPage(ServiceForm form, ProviderDescription provider) {
        this.form = form;
        this.provider = provider;
    }

    /** With a row to fill in where there is no model yet. */
    static FormPage of(ServiceForm form) {
        ServiceForm shown = form.models().isEmpty() ? form.with(List.of(ModelRow.EMPTY)) : form;
        return new FormPage(shown, provider(form.text("provider")));
    }

    static String firstProvider() {
        return PROVIDERS.get(0).provider().name();
    }

    /** What a probe found, where the form counts on it. */
    static List<Violation> notReady(NotReady found) {
        EndpointStatus status = found.status();
        String detail = status.detail() == null ? "it is " + status.state() : status.detail();
        String remedy = status.remedy() == null ? "" : ". " + status.remedy();
        return List.of(new Violation(found.pointer(), Code.INVALID, "the endpoint is not ready: " + detail + remedy));
    }

    FormErrors errors(List<Violation> violations) {
        return FormErrors.of(violations, fields());
    }

    /** Puts everything that the form shows into the page. */
    ModelAndView on(ModelAndView page, FormErrors errors) {
        Protocol protocol = protocol();
        return page.addObject("form", form)
                .addObject("errors", errors)
                .addObject("providers", PROVIDERS)
                .addObject("provider", provider)
                .addObject("protocol", protocol.version().name())
                .addObject("functions", protocol.functions());
    }

    /** Of the first provider while the field holds none that there is. */
    private static ProviderDescription provider(String name) {
        return PROVIDERS.stream()
                .filter(known -> known.provider().name().equals(name))
                .findFirst()
                .orElse(PROVIDERS.get(0));
    }

    private Protocol protocol() {
        String given = form.text(ServiceForm.PROTOCOL);
        return provider.protocols().stream()
                .filter(known -> known.version().name().equals(given))
                .findFirst()
                .orElse(provider.protocols().get(0));
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>(PLAIN_FIELDS);
        provider.credentials().alternatives().stream()
                .map(Alternative::fields)
                .flatMap(List::stream)
                .forEach(field -> fields.add("credentials." + field.name()));
        for (int i = 0; i < form.models().size(); i++) {
            String row = "models." + i;
            Stream.of("", ".upstreamModel", ".function", ".registryName")
                    .map(row::concat)
                    .forEach(fields::add);
        }
        return fields;
    }

    /**
     * The form after a step that saves nothing: another provider or protocol, a model more or less.
     *
     * @return null for the steps that do more
     */
    static @Nullable ServiceForm stepped(ServiceForm form, String step) {
        Integer removed = ServiceForm.removed(step);
        if (removed != null) {
            return form.withoutModel(removed);
        }
        return switch (step) {
            case "refresh" -> fitted(form);
            case "add-model" -> form.withAnotherModel();
            default -> null;
        };
    }

    /** Of what the provider does not have, nothing stays chosen. */
    private static ServiceForm fitted(ServiceForm form) {
        FormPage page = of(form);
        ApiProtocol version = page.protocol().version();
        List<String> offered = page.protocol().functions().stream()
                .map(ProviderDescription.Function::name)
                .map(ModelFunction::name)
                .toList();
        return form.with(ServiceForm.PROTOCOL, version.name())
                .with(form.models().stream()
                        .map(model -> offered.contains(model.function())
                                ? model
                                : new ModelRow(model.upstreamModel(), "", model.registryName()))
                        .toList());
    }
}
