package dev.modelsync.cli.service;

import dev.modelsync.cli.secret.SecretReader;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a service is: from a file in the form of the API, from options, or from both, where options go first. */
final class SettingOptions {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Settings as the API takes them, in JSON or YAML; - for standard input")
    private @Nullable String file;

    @Option(names = "--endpoint", paramLabel = "URL", description = "The provider's address, without a trailing /v1")
    private @Nullable String endpoint;

    @Option(
            names = "--protocol",
            paramLabel = "VERSION",
            description = "API protocol version; else the provider's first")
    private @Nullable String protocol;

    @Option(
            names = "--allow-insecure",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "Whether the endpoint's certificate goes unchecked")
    private @Nullable Boolean allowInsecure;

    @Option(
            names = "--model",
            paramLabel = ModelArgument.FORM,
            converter = ModelArgument.Converter.class,
            description = "A model, once for each; FUNCTION is TEXT_EMBEDDING, TEXT_COMPLETION, OCR, RERANKING or"
                    + " IMAGE_EMBEDDING, NAME the model's name on the clusters")
    private List<ModelArgument> models = new ArrayList<>();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label, once for each")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Mixin
    private Reason reason = new Reason();

    @Mixin
    private CredentialOptions credentials = new CredentialOptions();

    /** What is given, and nothing else. */
    ObjectNode read(SecretReader secrets) {
        ObjectNode settings =
                file == null ? JsonNodeFactory.instance.objectNode() : parsed(secrets.text("settings", file));
        put(settings, "endpointUrl", endpoint);
        put(settings, "apiProtocolVersion", protocol);
        reason.putInto(settings);
        if (allowInsecure != null) {
            settings.put("allowInsecure", allowInsecure.booleanValue());
        }
        if (!models.isEmpty()) {
            ArrayNode list = settings.putArray("models");
            models.forEach(model -> list.add(model.json()));
        }
        if (!labels.isEmpty()) {
            ObjectNode all = settings.withObjectProperty("labels");
            labels.forEach(all::put);
        }
        credentials.read(secrets).ifPresent(given -> settings.set("credentials", given));
        return settings;
    }

    private static void put(ObjectNode settings, String field, @Nullable String value) {
        if (value != null) {
            settings.put(field, value);
        }
    }

    /** JSON is YAML, too. The parser's words may quote a secret of the file, so they are not shown. */
    private static ObjectNode parsed(String text) {
        try {
            JsonNode settings = YAMLMapper.builder().build().readTree(text);
            if (settings instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw FailedException.usage("The settings are no JSON and no YAML"
                    + (e.getLocation() == null
                            ? ""
                            : ", see line " + e.getLocation().getLineNr()));
        }
        throw FailedException.usage("The settings are no object; allowed: fields and values, in JSON or YAML");
    }
}
