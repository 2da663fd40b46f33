package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

import static java.util.stream.Collectors.joining;

/**
 * What answers say.
 *
 * @throws StepFailedException by every method, when a part is missing that an answer has
 */
final class Answers {
    private Answers() {}

    /** In the order of the inputs, whatever the order of the answer. */
    static List<List<Double>> vectors(JsonNode body) {
        return items(body, "data")
                .sorted(Comparator.comparingInt(item -> number(item, "index").intValue()))
                .map(item -> items(item, "embedding").map(JsonNode::doubleValue).toList())
                .toList();
    }

    static String chat(JsonNode body) {
        return text(first(body, "choices").path("message"), "content");
    }

    static String anthropicMessage(JsonNode body) {
        return items(body, "content")
                .filter(block -> block.path("type").asString("").equals("text"))
                .map(block -> text(block, "text"))
                .collect(joining());
    }

    static String gemini(JsonNode body) {
        return items(first(body, "candidates").path("content"), "parts")
                .map(part -> text(part, "text"))
                .collect(joining());
    }

    /** ASSUMPTION: section 6.2. A line for each piece of text that was found, in the order of the answer. */
    static String ocr(JsonNode body) {
        return items(body, "data")
                .flatMap(page -> items(page, "text_detections"))
                .map(detection -> text(detection.path("text_prediction"), "text"))
                .collect(joining("\n"));
    }

    static List<Ranking> rankings(JsonNode body) {
        return items(body, "rankings")
                .map(one -> new Ranking(
                        number(one, "index").intValue(), number(one, "logit").doubleValue()))
                .toList();
    }

    private static Stream<JsonNode> items(JsonNode body, String field) {
        JsonNode items = present(body, field, JsonNode::isArray);
        return StreamSupport.stream(items.spliterator(), false);
    }

    private static JsonNode first(JsonNode body, String field) {
        return present(body, field, items -> items.isArray() && !items.isEmpty())
                .path(0);
    }

    private static JsonNode number(JsonNode body, String field) {
        return present(body, field, JsonNode::isNumber);
    }

    private static String text(JsonNode body, String field) {
        return present(body, field, JsonNode::isString).asString();
    }

    private static JsonNode present(JsonNode body, String field, Predicate<JsonNode> form) {
        JsonNode value = body.path(field);
        if (!form.test(value)) {
            throw new StepFailedException(Reason.UNUSABLE_ANSWER, "the answer lacks \"%s\"".formatted(field));
        }
        return value;
    }
}
