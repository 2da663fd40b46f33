package dev.modelsync.embedded;

import dev.modelsync.embedded.ProviderAnswer.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static dev.modelsync.embedded.UnusableRequestException.required;

/** Google's way of generating text. */
final class GeminiAnswers {
    private GeminiAnswers() {}

    static ProviderAnswer generated(JsonNode request) {
        JsonNode contents = required(request, "contents");
        JsonNode parts = required(contents.path(contents.size() - 1), "parts");
        String reply = FakeText.replyTo(parts);
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ObjectNode candidate = answer.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content").put("role", "model");
        content.putArray("parts").addObject().put("text", reply);
        candidate.put("finishReason", "STOP").put("index", 0);
        int asked = FakeText.tokens(contents.toString());
        int answered = FakeText.tokens(reply);
        answer.putObject("usageMetadata")
                .put("promptTokenCount", asked)
                .put("candidatesTokenCount", answered)
                .put("totalTokenCount", asked + answered);
        return Document.ok(answer);
    }
}
