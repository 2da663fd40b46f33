package dev.modelsync.events;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation of the contract, with what it takes from its path.
 *
 * @param pointer JSON pointer to it
 * @param node the same, empty for a method that the path does not have
 */
record Operation(String pointer, String template, JsonNode path, JsonNode node, Map<String, String> values) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /** Empty when the contract has no such path; one that has the method goes first, then one without variables. */
    static Optional<Operation> find(JsonNode document, String method, String path) {
        return document.get("paths").properties().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().contains("{")))
                .flatMap(entry -> of(entry.getKey(), entry.getValue(), method, path))
                .min(Comparator.comparing(operation -> !operation.exists()));
    }

    private static Stream<Operation> of(String template, JsonNode path, String method, String asked) {
        Map<String, String> values = new HashMap<>();
        Matcher variables = VARIABLE.matcher(template);
        Matcher matcher = Pattern.compile(VARIABLE.matcher(template).replaceAll("([^/]+)"))
                .matcher(asked);
        if (!matcher.matches()) {
            return Stream.empty();
        }
        for (int i = 1; variables.find(); i++) {
            values.put(variables.group(1), matcher.group(i));
        }
        // Methods differ by case.
        String upper = method.equals(method.toUpperCase(Locale.ROOT)) ? method : "none";
        String name = upper.toLowerCase(Locale.ROOT).replace("head", "get");
        String pointer = "/paths/" + escaped(template) + '/' + name;
        JsonNode node = path.path(name);
        return Stream.of(new Operation(
                pointer, template, path, node.isMissingNode() ? JsonNodeFactory.instance.objectNode() : node, values));
    }

    static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }

    boolean exists() {
        return !node.isEmpty();
    }

    List<String> methods() {
        return path.propertyNames().stream()
                .filter(name -> !name.equals("parameters"))
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
    }

    /** Pointers to the parameters of the path and its own. */
    Stream<String> parameters() {
        String parent = pointer.substring(0, pointer.lastIndexOf('/'));
        return Stream.concat(items(parent, path.path("parameters")), items(pointer, node.path("parameters")));
    }

    private static Stream<String> items(String parent, JsonNode list) {
        return Stream.iterate(0, i -> i + 1).limit(list.size()).map(i -> parent + "/parameters/" + i);
    }

    /** A copy of a document in which answers may have no member that is not listed: here that is a mistake of the contract. */
    static JsonNode strict(JsonNode node) {
        node.forEach(Operation::strict);
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").toString().contains("\"object\"")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        return node;
    }
}
