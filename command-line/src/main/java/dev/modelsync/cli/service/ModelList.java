package dev.modelsync.cli.service;

import dev.modelsync.cli.session.FailedException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The models of a service as a patch has to send them, which replaces them as a whole. */
record ModelList(List<JsonNode> models) {
    private static final List<String> FIELDS = List.of("upstreamModel", "function", "registryName");

    ModelList(JsonNode models) {
        this(models.valueStream().map(ModelList::draft).toList());
    }

    /** By the names on the clusters. */
    ModelList without(List<String> names) {
        for (String name : names) {
            if (models.stream().noneMatch(model -> name(model).equals(name))) {
                throw FailedException.usage("The service has no model '" + name + "'; it has "
                        + models.stream().map(ModelList::name).collect(Collectors.joining(", ")));
            }
        }
        return new ModelList(
                models.stream().filter(model -> !names.contains(name(model))).toList());
    }

    ArrayNode with(List<ModelArgument> more) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Stream.concat(models.stream(), more.stream().map(ModelArgument::json)).forEach(all::add);
        return all;
    }

    private static String name(JsonNode model) {
        return model.path("registryName").asString("");
    }

    /** Answers tell more of a model than can be sent. */
    private static JsonNode draft(JsonNode model) {
        ObjectNode draft = JsonNodeFactory.instance.objectNode();
        FIELDS.stream().filter(model::has).forEach(field -> draft.set(field, model.get(field)));
        return draft;
    }
}
