package dev.modelsync.guarantee;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of flat objects, which is all that the tables hold. */
final class JsonText {
    private JsonText() {}

    static List<Map<String, String>> objects(String json) {
        List<Map<String, String>> objects = new ArrayList<>();
        for (JsonNode element : JsonMapper.shared().readTree(json)) {
            Map<String, String> object = new HashMap<>();
            element.properties()
                    .forEach(
                            field -> object.put(field.getKey(), field.getValue().asString()));
            objects.add(object);
        }
        return objects;
    }
}
