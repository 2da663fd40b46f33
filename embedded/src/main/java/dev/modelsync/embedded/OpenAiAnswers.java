package dev.modelsync.embedded;

import dev.modelsync.embedded.ProviderAnswer.Document;
import dev.modelsync.embedded.ProviderAnswer.Event;
import dev.modelsync.embedded.ProviderAnswer.EventStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static dev.modelsync.embedded.UnusableRequestException.required;

/** The OpenAI API, as far as models of AIDB use it: embeddings, chat completions, the list of models. */
final class OpenAiAnswers {
    static final List<String> MODELS = List.of("text-embedding-3-small", "text-embedding-3-large", "gpt-4o");

    /** Answers are the same at any time, so they carry one fixed date. */
    private static final long CREATED = 1_700_000_000L;

    private static final int SMALL_DIMENSIONS = 1536;
    private static final int LARGE_DIMENSIONS = 3072;
    private static final int MOST_DIMENSIONS = 16_384;

    private OpenAiAnswers() {}

    static ProviderAnswer models() {
        ObjectNode answer = json().put("object", "list");
        ArrayNode data = answer.putArray("data");
        MODELS.forEach(model -> data.addObject()
                .put("id", model)
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", "fake-provider"));
        return Document.ok(answer);
    }

    static ProviderAnswer embeddings(JsonNode request) {
        String model = required(request, "model").asString();
        int dimensions = dimensions(request, model);
        boolean base64 = "base64".equals(request.path("encoding_format").asString(""));
        List<String> inputs = inputs(required(request, "input"));
        ObjectNode answer = json().put("object", "list").put("model", model);
        ArrayNode data = answer.putArray("data");
        for (int index = 0; index < inputs.size(); index++) {
            double[] vector = FakeText.embedding(model, inputs.get(index), dimensions);
            ObjectNode item = data.addObject().put("object", "embedding").put("index", index);
            if (base64) {
                item.put("embedding", base64(vector));
            } else {
                ArrayNode numbers = item.putArray("embedding");
                Arrays.stream(vector).forEach(numbers::add);
            }
        }
        int tokens = inputs.stream().mapToInt(FakeText::tokens).sum();
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return Document.ok(answer);
    }

    private static int dimensions(JsonNode request, String model) {
        int dimensions =
                request.path("dimensions").asInt(model.endsWith("-large") ? LARGE_DIMENSIONS : SMALL_DIMENSIONS);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new UnusableRequestException(
                    "'dimensions' is %d, allowed are 1 to %d".formatted(dimensions, MOST_DIMENSIONS));
        }
        return dimensions;
    }

    /** A list of numbers is one text, already cut into tokens. */
    private static List<String> inputs(JsonNode input) {
        boolean several = input.isArray() && !input.path(0).isNumber();
        if (!several) {
            return List.of(text(input));
        }
        return StreamSupport.stream(input.spliterator(), false)
                .map(OpenAiAnswers::text)
                .toList();
    }

    private static String text(JsonNode input) {
        return input.isString() ? input.asString() : input.toString();
    }

    private static String base64(double[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(vector).forEach(value -> bytes.putFloat((float) value));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    static ProviderAnswer chatCompletion(JsonNode request) {
        String model = required(request, "model").asString();
        JsonNode messages = required(request, "messages");
        String reply = FakeText.reply(messages);
        if (request.path("stream").asBoolean(false)) {
            return chatStream(model, reply);
        }
        ObjectNode answer = completion("chat.completion", model);
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", reply);
        choice.put("finish_reason", "stop");
        int asked = FakeText.tokens(messages.toString());
        int answered = FakeText.tokens(reply);
        answer.putObject("usage")
                .put("prompt_tokens", asked)
                .put("completion_tokens", answered)
                .put("total_tokens", asked + answered);
        return Document.ok(answer);
    }

    private static ProviderAnswer chatStream(String model, String reply) {
        List<Event> events = new ArrayList<>();
        events.add(chunk(model, json().put("role", "assistant").put("content", ""), null));
        FakeText.pieces(reply).forEach(piece -> events.add(chunk(model, json().put("content", piece), null)));
        events.add(chunk(model, json(), "stop"));
        events.add(Event.unnamed("[DONE]"));
        return new EventStream(events);
    }

    /** @param finishReason null until the last piece */
    private static Event chunk(String model, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = completion("chat.completion.chunk", model);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return Event.unnamed(chunk.toString());
    }

    private static ObjectNode completion(String kind, String model) {
        return json().put("id", "chatcmpl-fake")
                .put("object", kind)
                .put("created", CREATED)
                .put("model", model);
    }

    private static ObjectNode json() {
        return JsonMapper.shared().createObjectNode();
    }
}
