package dev.modelsync.events.web;

import dev.modelsync.events.registration.change.WriteMode;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.view.ServiceView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands in the form of a service. Judges nothing but what the form alone has: labels are a text with a
 * {@code key=value} a line. Of credentials it hands on what was typed and shows nothing again.
 */
final class ServiceForm {
    static final String ENDPOINT = "endpointUrl";
    static final String PROTOCOL = "apiProtocolVersion";
    static final String INSECURE = "allowInsecure";
    static final String LABELS = "labels";

    private static final List<String> TEXTS = List.of(
            "name",
            "provider",
            ENDPOINT,
            PROTOCOL,
            INSECURE,
            LABELS,
            "reason",
            "once",
            "force",
            "removeCredentials",
            "probe");
    private static final String CREDENTIAL = "credentials.";
    private static final int MAX_ROWS = 200;

    private final Map<String, String> texts;
    private final Map<String, String> credentials;
    private final List<ModelRow> models;

    private ServiceForm(Map<String, String> texts, Map<String, String> credentials, List<ModelRow> models) {
        this.texts = Map.copyOf(texts);
        this.credentials = Map.copyOf(credentials);
        this.models = List.copyOf(models);
    }

    /** For a new service. */
    static ServiceForm empty(String provider, String once) {
        return new ServiceForm(Map.of("provider", provider, "once", once), Map.of(), List.of(ModelRow.EMPTY));
    }

    static ServiceForm of(ServiceView service) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("name", service.name());
        texts.put("provider", service.provider());
        texts.put(ENDPOINT, service.endpointUrl());
        texts.put(PROTOCOL, service.apiProtocolVersion());
        texts.put(INSECURE, service.allowInsecure() ? "true" : "");
        texts.put(LABELS, Labels.text(service.labels()));
        return new ServiceForm(texts, Map.of(), rows(service));
    }

    static ServiceForm parse(MultiValueMap<String, String> given) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : TEXTS) {
            String value = given.getFirst(name);
            texts.put(name, value == null ? "" : value.strip().replace("\r\n", "\n"));
        }
        Map<String, String> credentials = new LinkedHashMap<>();
        given.toSingleValueMap().forEach((name, value) -> {
            if (name.startsWith(CREDENTIAL) && !value.isBlank()) {
                credentials.put(name.substring(CREDENTIAL.length()), value.strip());
            }
        });
        List<ModelRow> models = new ArrayList<>();
        for (int i = 0; i < MAX_ROWS && given.containsKey("models." + i + ".upstreamModel"); i++) {
            String prefix = "models." + i + ".";
            models.add(new ModelRow(
                    given.getFirst(prefix + "upstreamModel"),
                    given.getFirst(prefix + "function"),
                    given.getFirst(prefix + "registryName")));
        }
        return new ServiceForm(texts, credentials, models);
    }

    /** Empty where nothing stands in the field. */
    public String text(String field) {
        return texts.getOrDefault(field, "");
    }

    public List<ModelRow> models() {
        return models;
    }

    ServiceForm with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.put(field, value);
        return new ServiceForm(changed, credentials, models);
    }

    ServiceForm with(List<ModelRow> others) {
        return new ServiceForm(texts, credentials, others);
    }

    ServiceForm withAnotherModel() {
        List<ModelRow> more = new ArrayList<>(models);
        more.add(ModelRow.EMPTY);
        return with(more);
    }

    ServiceForm withoutModel(int index) {
        List<ModelRow> fewer = new ArrayList<>(models);
        if (index >= 0 && index < fewer.size()) {
            fewer.remove(index);
        }
        return with(fewer.isEmpty() ? List.of(ModelRow.EMPTY) : fewer);
    }

    /** Without rows in which nothing stands, so that errors point to rows that are shown. */
    ServiceForm withoutEmptyModels() {
        List<ModelRow> filled =
                models.stream().filter(model -> !model.isEmpty()).toList();
        return with(filled);
    }

    /** The document that the API would be sent. */
    ObjectNode registration() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        for (String field : List.of("name", "provider", ENDPOINT, PROTOCOL, "reason")) {
            if (!text(field).isEmpty()) {
                json.put(field, text(field));
            }
        }
        json.put(INSECURE, isInsecure());
        if (!credentials.isEmpty()) {
            credentials.forEach(json.putObject("credentials")::put);
        }
        writeModels(json);
        labels().forEach(json.putObject(LABELS)::put);
        return json;
    }

    /**
     * The merge patch that the API would be sent.
     *
     * @param labels that the service has: those no longer in the form are to go
     */
    ObjectNode patch(Set<String> labels) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        for (String field : List.of(ENDPOINT, PROTOCOL)) {
            if (text(field).isEmpty()) {
                json.putNull(field);
            } else {
                json.put(field, text(field));
            }
        }
        json.put(INSECURE, isInsecure());
        if (!credentials.isEmpty()) {
            credentials.forEach(json.putObject("credentials")::put);
        } else if (!text("removeCredentials").isEmpty()) {
            json.putNull("credentials");
        }
        writeModels(json);
        ObjectNode wanted = json.putObject(LABELS);
        labels.forEach(wanted::putNull);
        labels().forEach(wanted::put);
        if (!text("reason").isEmpty()) {
            json.put("reason", text("reason"));
        }
        return json;
    }

    private void writeModels(ObjectNode json) {
        ArrayNode list = json.putArray("models");
        models.forEach(model -> model.writeTo(list.addObject()));
    }

    /** What the rules cannot see, because it does not come as far as the document. */
    List<Violation> violations() {
        return Labels.parse(text(LABELS)).violations();
    }

    private Map<String, String> labels() {
        return Labels.parse(text(LABELS)).values();
    }

    static List<ModelRow> rows(ServiceView service) {
        return service.models().stream()
                .map(model -> new ModelRow(model.upstreamModel(), model.function(), model.registryName()))
                .toList();
    }

    public boolean isInsecure() {
        return text(INSECURE).equals("true");
    }

    public boolean hasCredentials() {
        return !credentials.isEmpty();
    }

    /** How a write is meant that the form asks for. */
    WriteMode mode(WriteMode meant) {
        boolean onlyWhenReady = text("probe").equals("required");
        if (!onlyWhenReady) {
            return meant;
        }
        return meant == WriteMode.DRY_RUN ? WriteMode.DRY_RUN_WHEN_READY : WriteMode.REAL_WHEN_READY;
    }

    boolean isForced() {
        return text("force").equals("true");
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "ServiceForm" + texts.keySet();
    }

    static @Nullable Integer removed(String step) {
        String prefix = "remove-model-";
        return step.startsWith(prefix) && step.substring(prefix.length()).matches("[0-9]{1,3}")
                ? Integer.valueOf(step.substring(prefix.length()))
                : null;
    }
}
