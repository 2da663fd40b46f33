package dev.modelsync.embedded.inference;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of requests. Of a model's config they take what the request cannot do without, and no fine tuning. */
final class Requests {
    private static final int MOST_TOKENS = 4096;

    private Requests() {}

    static JsonNode embeddings(CallableModel model, List<String> inputs) {
        return withInputs(withModel(model), inputs);
    }

    /** NIM's models tell what is stored from what is searched for. */
    static JsonNode nimEmbeddings(CallableModel model, List<String> texts) {
        return withInputs(withModel(model), texts)
                .put("input_type", model.config().path("input_type").asString("passage"));
    }

    static JsonNode nimClip(CallableModel model, List<String> inputs) {
        return withInputs(withModelIfAny(model), inputs).put("encoding_format", "float");
    }

    static JsonNode chat(CallableModel model, List<String> prompt) {
        return withMessage(withModel(model), prompt);
    }

    static JsonNode anthropicMessage(CallableModel model, List<String> prompt) {
        return withMessage(withModel(model).put("max_tokens", mostTokens(model)), prompt);
    }

    /** The model is in the address. */
    static JsonNode bedrockMessage(CallableModel model, List<String> prompt) {
        ObjectNode body = json().put("anthropic_version", "bedrock-2023-05-31").put("max_tokens", mostTokens(model));
        return withMessage(body, prompt);
    }

    /** The model is in the address. */
    static JsonNode gemini(CallableModel model, List<String> prompt) {
        ObjectNode body = json();
        ObjectNode content = body.putArray("contents").addObject().put("role", "user");
        ArrayNode parts = content.putArray("parts");
        prompt.forEach(text -> parts.addObject().put("text", text));
        return body;
    }

    static JsonNode nimOcr(CallableModel model, List<String> images) {
        ObjectNode body = withModelIfAny(model);
        ArrayNode input = body.putArray("input");
        images.forEach(image -> input.addObject().put("type", "image_url").put("url", image));
        return body;
    }

    /** @param texts the query, then the passages */
    static JsonNode nimRanking(CallableModel model, List<String> texts) {
        ObjectNode body = withModelIfAny(model);
        body.putObject("query").put("text", texts.get(0));
        ArrayNode passages = body.putArray("passages");
        texts.stream().skip(1).forEach(text -> passages.addObject().put("text", text));
        return body;
    }

    private static ObjectNode withInputs(ObjectNode body, List<String> inputs) {
        ArrayNode input = body.putArray("input");
        inputs.forEach(input::add);
        return body;
    }

    private static ObjectNode withMessage(ObjectNode body, List<String> prompt) {
        body.putArray("messages").addObject().put("role", "user").put("content", String.join("\n\n", prompt));
        return body;
    }

    private static int mostTokens(CallableModel model) {
        return model.config().path("max_tokens").asInt(MOST_TOKENS);
    }

    private static ObjectNode withModel(CallableModel model) {
        return json().put("model", model.modelId());
    }

    /** NIM serves one model at an address, so that its name may be left out. */
    private static ObjectNode withModelIfAny(CallableModel model) {
        return model.config().has("model") ? withModel(model) : json();
    }

    private static ObjectNode json() {
        return JsonMapper.shared().createObjectNode();
    }
}
