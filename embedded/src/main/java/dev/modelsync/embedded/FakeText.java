package dev.modelsync.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

import static java.util.stream.Collectors.joining;

/** The fake provider's grasp of language: the same words always give the same result. */
final class FakeText {
    private FakeText() {}

    /** A vector of length one, which depends on nothing but the text and the model. */
    static double[] embedding(String model, String text, int dimensions) {
        byte[] source = (model + "\n" + text).getBytes(StandardCharsets.UTF_8);
        SplittableRandom random =
                new SplittableRandom(UUID.nameUUIDFromBytes(source).getMostSignificantBits());
        double[] vector = random.doubles(dimensions).map(value -> value - 0.5).toArray();
        double length =
                Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
        return Arrays.stream(vector).map(value -> value / length).toArray();
    }

    /** The answer to a conversation: its last message, said back. */
    static String reply(JsonNode messages) {
        return replyTo(messages.path(messages.size() - 1).path("content"));
    }

    /** The same for the content of one message. */
    static String replyTo(JsonNode content) {
        return "You said: " + plain(content);
    }

    /** The text of a message's content, be it a string or a list of parts. */
    private static String plain(JsonNode content) {
        if (!content.isArray()) {
            return content.asString("");
        }
        return StreamSupport.stream(content.spliterator(), false)
                .map(part -> part.path("text").asString(""))
                .collect(joining(" "));
    }

    /** The text cut into words that, joined, are the text again. */
    static List<String> pieces(String text) {
        return List.of(text.split("(?<=\\s)(?=\\S)"));
    }

    static int tokens(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    /** How many different words two texts have in common. */
    static long commonWords(String one, String other) {
        Set<String> words = Set.copyOf(words(one));
        return words(other).stream().distinct().filter(words::contains).count();
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("\\W+"));
    }
}
