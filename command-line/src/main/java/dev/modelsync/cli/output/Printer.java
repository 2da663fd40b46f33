package dev.modelsync.cli.output;

import java.io.PrintStream;
import java.util.Collection;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Prints results in the form that was asked for: for a person, or whole, as Hybrid Manager has answered. */
public final class Printer {
    private final Format format;
    private final PrintStream out;

    public Printer(Format format, PrintStream out) {
        this.format = format;
        this.out = out;
    }

    public boolean isForPeople() {
        return format == Format.TABLE;
    }

    /** One result. */
    public void print(JsonNode result, Supplier<String> forPeople) {
        out.print(
                switch (format) {
                    case TABLE -> forPeople.get();
                    case JSON ->
                        JsonMapper.shared()
                                        .writer()
                                        .with(SerializationFeature.INDENT_OUTPUT)
                                        .writeValueAsString(result)
                                + '\n';
                    case YAML -> yaml(result);
                });
        out.flush();
    }

    /** A list as one result. */
    public void print(Collection<JsonNode> results, Supplier<String> forPeople) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        results.forEach(array::add);
        print(array, forPeople);
    }

    /** One of results that come one by one: a line, or a document of YAML. */
    public void printNext(JsonNode result, Supplier<String> forPeople) {
        out.print(
                switch (format) {
                    case TABLE -> forPeople.get();
                    case JSON -> JsonMapper.shared().writeValueAsString(result) + '\n';
                    case YAML -> yaml(result);
                });
        out.flush();
    }

    /** With the mark that begins a document. */
    private static String yaml(JsonNode result) {
        return YAMLMapper.builder().build().writeValueAsString(result);
    }
}
