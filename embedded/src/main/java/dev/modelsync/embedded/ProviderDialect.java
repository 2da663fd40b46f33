package dev.modelsync.embedded;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a family of providers takes its credential and words its errors. */
enum ProviderDialect {
    OPENAI {
        @Override
        JsonNode error(int status, String message) {
            ObjectNode body = json();
            body.putObject("error")
                    .put("message", message)
                    .put("type", status >= SERVER_ERROR ? "server_error" : "invalid_request_error")
                    .putNull("param")
                    .put("code", status == UNAUTHORIZED ? "invalid_api_key" : null);
            return body;
        }
    },
    NVIDIA {
        @Override
        JsonNode error(int status, String message) {
            return json().put("status", status)
                    .put("title", status == UNAUTHORIZED ? "Unauthorized" : "Request refused")
                    .put("detail", message);
        }
    },
    ANTHROPIC {
        @Override
        boolean hasCredential(RecordedRequest request) {
            return hasHeader(request, API_KEY);
        }

        @Override
        JsonNode error(int status, String message) {
            ObjectNode body = json().put("type", "error");
            body.putObject("error")
                    .put("type", ANTHROPIC_ERROR_TYPES.getOrDefault(status, "invalid_request_error"))
                    .put("message", message);
            return body;
        }
    },
    BEDROCK {
        /** A key, or a signature. */
        @Override
        boolean hasCredential(RecordedRequest request) {
            return super.hasCredential(request)
                    || request.header("Authorization")
                            .filter(value -> value.startsWith("AWS4-HMAC-SHA256 "))
                            .isPresent();
        }

        @Override
        JsonNode error(int status, String message) {
            return json().put("message", message);
        }
    },
    GEMINI {
        @Override
        boolean hasCredential(RecordedRequest request) {
            return hasHeader(request, GEMINI_KEY);
        }

        @Override
        JsonNode error(int status, String message) {
            ObjectNode body = json();
            body.putObject("error")
                    .put("code", status)
                    .put("message", message)
                    .put("status", status == UNAUTHORIZED ? "UNAUTHENTICATED" : "INVALID_ARGUMENT");
            return body;
        }
    };

    /** Where Anthropic takes its key. */
    static final String API_KEY = "x-api-key";

    private static final String GEMINI_KEY = "x-goog-api-key";
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;
    private static final String BEARER = "Bearer ";
    private static final Map<Integer, String> ANTHROPIC_ERROR_TYPES = Map.of(
            UNAUTHORIZED,
            "authentication_error",
            404,
            "not_found_error",
            413,
            "request_too_large",
            SERVER_ERROR,
            "api_error");

    /** Whether the request shows a credential in the way of this family; any is as good as another. */
    boolean hasCredential(RecordedRequest request) {
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .filter(value -> !value.substring(BEARER.length()).isBlank())
                .isPresent();
    }

    /** The body with which this family answers a request that it refuses. */
    abstract JsonNode error(int status, String message);

    private static boolean hasHeader(RecordedRequest request, String name) {
        return request.header(name).filter(key -> !key.isBlank()).isPresent();
    }

    private static ObjectNode json() {
        return JsonMapper.shared().createObjectNode();
    }
}
