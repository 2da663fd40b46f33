package dev.modelsync.embedded.inference;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * How one provider is asked for one thing.
 *
 * @param request the body of the request for inputs of the model
 * @param answer what the body of an answer says; null, a gap or another form is the provider's fault
 */
record Exchange<T>(
        ModelAddress address,
        ProviderHeaders headers,
        BiFunction<CallableModel, List<String>, JsonNode> request,
        Function<JsonNode, T> answer) {}
