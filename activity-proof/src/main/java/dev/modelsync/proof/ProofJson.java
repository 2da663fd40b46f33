package dev.modelsync.proof;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text that is hashed and signed: JSON without spaces, the members of every object in the order of their names. Values are
 * text, whole numbers, truth values, lists and objects; a member without a value is left out by whoever makes the object.
 */
public final class ProofJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ProofJson() {}

    public static String write(Map<String, ?> object) {
        return JSON.writeValueAsString(object);
    }

    /** The same text, whatever the order of the members was. */
    static String write(JsonNode object) {
        return JSON.writeValueAsString(JSON.treeToValue(object, Object.class));
    }

    /** @throws UnusableInputException when it is no object */
    static JsonNode read(String text) throws UnusableInputException {
        try {
            JsonNode read = JSON.readTree(text);
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JacksonException e) {
            throw new UnusableInputException("it is not JSON");
        }
        throw new UnusableInputException("it is no JSON object");
    }

    /** @throws UnusableInputException when there is no such text */
    static String text(JsonNode object, String member) throws UnusableInputException {
        if (object.get(member) != null && object.get(member).isString()) {
            return object.get(member).stringValue();
        }
        throw new UnusableInputException("it has no text '" + member + "'");
    }

    /** @throws UnusableInputException when there is no such number */
    static long number(JsonNode object, String member) throws UnusableInputException {
        if (object.get(member) != null && object.get(member).isIntegralNumber()) {
            return object.get(member).longValue();
        }
        throw new UnusableInputException("it has no number '" + member + "'");
    }
}
