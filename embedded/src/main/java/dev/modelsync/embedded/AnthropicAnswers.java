package dev.modelsync.embedded;

import dev.modelsync.embedded.ProviderAnswer.Document;
import dev.modelsync.embedded.ProviderAnswer.Event;
import dev.modelsync.embedded.ProviderAnswer.EventStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static dev.modelsync.embedded.UnusableRequestException.required;

/** Anthropic's messages, at once or as a stream; on AWS Bedrock, whose requests name the model in the path, at once. */
final class AnthropicAnswers {
    private AnthropicAnswers() {}

    static ProviderAnswer message(JsonNode request) {
        String model = required(request, "model").asString();
        required(request, "max_tokens");
        JsonNode messages = required(request, "messages");
        ObjectNode message = message(model, FakeText.tokens(messages.toString()));
        String reply = FakeText.reply(messages);
        return request.path("stream").asBoolean(false) ? stream(message, reply) : whole(message, reply);
    }

    static ProviderAnswer bedrockMessage(JsonNode request) {
        required(request, "anthropic_version");
        required(request, "max_tokens");
        JsonNode messages = required(request, "messages");
        return whole(message("claude-on-bedrock", FakeText.tokens(messages.toString())), FakeText.reply(messages));
    }

    private static ProviderAnswer whole(ObjectNode message, String reply) {
        message.withArray("content").addObject().put("type", "text").put("text", reply);
        message.put("stop_reason", "end_turn");
        message.withObject("usage").put("output_tokens", FakeText.tokens(reply));
        return Document.ok(message);
    }

    private static ObjectNode message(String model, int inputTokens) {
        ObjectNode message = json("message")
                .put("id", "msg_fake")
                .put("role", "assistant")
                .put("model", model)
                .putNull("stop_reason")
                .putNull("stop_sequence");
        message.putArray("content");
        message.putObject("usage").put("input_tokens", inputTokens).put("output_tokens", 0);
        return message;
    }

    private static ProviderAnswer stream(ObjectNode message, String reply) {
        List<Event> events = new ArrayList<>();
        ObjectNode start = json("message_start");
        start.set("message", message);
        events.add(event(start));
        ObjectNode block = json("content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        events.add(event(block));
        for (String piece : FakeText.pieces(reply)) {
            ObjectNode delta = json("content_block_delta").put("index", 0);
            delta.putObject("delta").put("type", "text_delta").put("text", piece);
            events.add(event(delta));
        }
        events.add(event(json("content_block_stop").put("index", 0)));
        ObjectNode end = json("message_delta");
        end.putObject("delta").put("stop_reason", "end_turn").putNull("stop_sequence");
        end.putObject("usage").put("output_tokens", FakeText.tokens(reply));
        events.add(event(end));
        events.add(event(json("message_stop")));
        return new EventStream(events);
    }

    /** Anthropic names each event by the type that its data carries. */
    private static Event event(ObjectNode data) {
        return new Event(data.path("type").asString(), data.toString());
    }

    private static ObjectNode json(String type) {
        return JsonMapper.shared().createObjectNode().put("type", type);
    }
}
