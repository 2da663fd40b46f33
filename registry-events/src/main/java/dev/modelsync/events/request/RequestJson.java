package dev.modelsync.events.request;

import dev.modelsync.events.problem.BadRequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Parses what a client sent, strictly. */
public final class RequestJson {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestJson() {}

    /**
     * @throws BadRequestException when the body is not one JSON object; never quotes the body, which
     *     may hold a credential
     */
    public static ObjectNode object(byte[] body) {
        JsonNode json = parse(body);
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new BadRequestException("The body is not a JSON object");
    }

    private static JsonNode parse(byte[] body) {
        try {
            // Decoded here: the parser would take other encodings, and bytes that are none.
            return STRICT.readTree(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            throw new BadRequestException("The body is not UTF-8");
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null ? "" : " near line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new BadRequestException("The body is not well-formed JSON without duplicate fields" + where);
        }
    }
}
