package dev.modelsync.embedded;

import tools.jackson.databind.JsonNode;

/** A request's body lacks what its endpoint needs; the message is for the sender. */
final class UnusableRequestException extends RuntimeException {
    UnusableRequestException(String message) {
        super(message);
    }

    /** The field of the object, which must be there. */
    static JsonNode required(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new UnusableRequestException("field '%s' is missing".formatted(field));
        }
        return value;
    }
}
