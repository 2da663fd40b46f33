package dev.modelsync.guarantee;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A service as the stream believes it to be in Hybrid Manager's table, with the SQL that makes it so. */
final class Service {
    private static final String KEY = "project = '%s' and name = '%s'".formatted(Landscape.PROJECT, "%s");
    private static final String COLUMNS = "project, name, provider, endpoint_url, api_protocol_version, models, labels,"
            + " credential_ref, credential_version, changed_by";

    /** One of a provider's offers: what Hybrid Manager's catalogue would have resolved. */
    record Offer(String function, String aidbProvider, String requestPath) {}

    private final String name;
    private final List<Map<String, String>> models = new ArrayList<>();
    private String endpoint = "https://models.example.com";
    private int label;
    private int credentialVersion = 1;
    private boolean live;

    Service(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isLive() {
        return live;
    }

    List<Map<String, String>> models() {
        return models;
    }

    boolean declares(String model) {
        return live && models.stream().anyMatch(one -> model.equals(one.get("registryName")));
    }

    Service live(boolean isLive) {
        live = isLive;
        return this;
    }

    Service at(String newEndpoint) {
        endpoint = newEndpoint;
        return this;
    }

    Service label(int newLabel) {
        label = newLabel;
        return this;
    }

    Service rotated() {
        credentialVersion++;
        return this;
    }

    void put(String model, Offer offer, int upstream) {
        models.removeIf(one -> model.equals(one.get("registryName")));
        models.add(Map.of(
                "registryName", model,
                "upstreamModel", "upstream/" + upstream,
                "function", offer.function(),
                "aidbProvider", offer.aidbProvider(),
                "requestPath", offer.requestPath()));
    }

    /** Each may be executed again when nobody knows whether it was: it then changes nothing of substance. */
    String insert() {
        return "insert into hm.inference_service (%s) values ('%s') on conflict (project, name) where state = 'REGISTERED' do nothing"
                .formatted(COLUMNS, String.join("', '", values()));
    }

    String copyLine() {
        return values().stream().map(value -> value.replace("\\", "\\\\")).collect(Collectors.joining("\t", "", "\n"));
    }

    static String copy() {
        return "copy hm.inference_service (" + COLUMNS + ") from stdin";
    }

    String update() {
        return """
                update hm.inference_service
                set endpoint_url = '%s', models = '%s', labels = '%s', credential_ref = '%s', credential_version = %d
                where %s and state = 'REGISTERED'""".formatted(endpoint, json(models), labels(), reference(), credentialVersion, KEY.formatted(name));
    }

    String deregister() {
        return "update hm.inference_service set state = 'DEREGISTERED', change_reason = 'retired' where %s and state = 'REGISTERED'"
                .formatted(KEY.formatted(name));
    }

    String purge() {
        return "delete from hm.inference_service where %s and state = 'DEREGISTERED'".formatted(KEY.formatted(name));
    }

    private List<String> values() {
        return List.of(
                Landscape.PROJECT,
                name,
                "OPENAI",
                endpoint,
                "OPENAI_V1",
                json(models),
                labels(),
                reference(),
                Integer.toString(credentialVersion),
                "guarantee");
    }

    private String labels() {
        return json(Map.of("round", Integer.toString(label)));
    }

    private String reference() {
        return "ref-" + name + "-" + credentialVersion;
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
