package dev.modelsync.events.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A model as it stands in a form. */
record ModelRow(String upstreamModel, String function, String registryName) {
    static final ModelRow EMPTY = new ModelRow("", "", "");

    ModelRow(@Nullable String upstreamModel, @Nullable String function, @Nullable String registryName) {
        this.upstreamModel = text(upstreamModel);
        this.function = text(function);
        this.registryName = text(registryName);
    }

    /** A function alone says nothing: the form offers one from the start. */
    boolean isEmpty() {
        return upstreamModel.isEmpty() && registryName.isEmpty();
    }

    void writeTo(ObjectNode json) {
        put(json, "upstreamModel", upstreamModel);
        put(json, "function", function);
        put(json, "registryName", registryName);
    }

    private static void put(ObjectNode json, String field, String value) {
        if (!value.isEmpty()) {
            json.put(field, value);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
