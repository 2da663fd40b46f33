package dev.modelsync.cli.client;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request that was carried out.
 *
 * @param body missing where the answer has none
 * @param etag null where the answer has none
 * @param location null where the answer has none
 */
public record Answer(
        int status,
        JsonNode body,
        @Nullable String etag,
        @Nullable String location) {}
