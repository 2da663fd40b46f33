package dev.modelsync.embedded;

import dev.modelsync.embedded.ProviderAnswer.Document;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the families of providers tell for nothing: the models that they have, and what a key is worth. */
final class ModelLists {
    private static final List<String> ANTHROPIC = List.of("claude-sonnet-4-5", "claude-haiku-4-5");
    private static final List<String> GEMINI = List.of("gemini-2.5-pro", "gemini-2.5-flash");

    private ModelLists() {}

    static ProviderAnswer anthropic(JsonNode nothing) {
        ObjectNode answer = json();
        ArrayNode data = answer.putArray("data");
        ANTHROPIC.forEach(
                model -> data.addObject().put("type", "model").put("id", model).put("display_name", model));
        return Document.ok(answer.put("has_more", false));
    }

    static ProviderAnswer gemini(JsonNode nothing) {
        ObjectNode answer = json();
        ArrayNode models = answer.putArray("models");
        GEMINI.forEach(model -> models.addObject().put("name", "models/" + model));
        return Document.ok(answer);
    }

    static ProviderAnswer openRouterKey(JsonNode nothing) {
        ObjectNode answer = json();
        answer.putObject("data").put("label", "fake").put("limit", 10).put("limit_remaining", 7.5);
        return Document.ok(answer);
    }

    static ProviderAnswer nimMetadata(JsonNode nothing) {
        ObjectNode answer = json();
        answer.putArray("modelInfo").addObject().put("shortName", "fake-nim");
        return Document.ok(answer.put("version", "1.0.0"));
    }

    private static ObjectNode json() {
        return JsonMapper.shared().createObjectNode();
    }
}
