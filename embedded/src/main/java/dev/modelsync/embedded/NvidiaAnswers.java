package dev.modelsync.embedded;

import dev.modelsync.embedded.ProviderAnswer.Document;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static dev.modelsync.embedded.UnusableRequestException.required;
import static java.util.Comparator.comparingDouble;

/** The two NIM interfaces that are not OpenAI's: text from images, and ranking of passages. */
final class NvidiaAnswers {
    private NvidiaAnswers() {}

    /** Sees the same line of text on every image. */
    static ProviderAnswer ocr(JsonNode request) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode data = answer.putArray("data");
        JsonNode images = required(request, "input");
        double megabytes = 0;
        for (int index = 0; index < images.size(); index++) {
            String image = required(images.path(index), "url").asString();
            megabytes += image.length() / 1_000_000.0;
            ObjectNode detection = data.addObject()
                    .put("index", index)
                    .putArray("text_detections")
                    .addObject();
            detection.putObject("text_prediction").put("text", "fake text").put("confidence", 0.99);
            addBox(detection.putObject("bounding_box"));
        }
        answer.putObject("usage").put("images_size_mb", megabytes);
        return Document.ok(answer);
    }

    /** The whole image, clockwise from its upper left corner, in fractions of its sides. */
    private static void addBox(ObjectNode box) {
        ArrayNode points = box.putArray("points");
        points.addObject().put("x", 0.0).put("y", 0.0);
        points.addObject().put("x", 1.0).put("y", 0.0);
        points.addObject().put("x", 1.0).put("y", 1.0);
        points.addObject().put("x", 0.0).put("y", 1.0);
    }

    /** Best passage first; a passage is as good as the number of words that it shares with the query. */
    static ProviderAnswer ranking(JsonNode request) {
        required(request, "model");
        String query = required(required(request, "query"), "text").asString();
        JsonNode passages = required(request, "passages");
        List<Ranked> ranked = new ArrayList<>();
        for (int index = 0; index < passages.size(); index++) {
            String passage = required(passages.path(index), "text").asString();
            ranked.add(new Ranked(index, FakeText.commonWords(query, passage)));
        }
        ranked.sort(comparingDouble(Ranked::logit).reversed());
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode rankings = answer.putArray("rankings");
        ranked.forEach(one -> rankings.addObject().put("index", one.index()).put("logit", one.logit()));
        return Document.ok(answer);
    }

    private record Ranked(int index, double logit) {}
}
