package dev.modelsync.events.registration.change;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7396): null removes, objects merge, everything else replaces. */
final class MergePatch {
    private MergePatch() {}

    /** The target, changed. */
    static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode nested) {
                ObjectNode base = target.get(name) instanceof ObjectNode object ? object : target.objectNode();
                target.set(name, apply(base, nested));
            } else {
                target.set(name, value);
            }
        }
        return target;
    }
}
