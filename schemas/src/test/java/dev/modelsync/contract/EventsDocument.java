package dev.modelsync.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The parts of docs/events.md that follow from topics, headers and schemas, by the name of the part. */
final class EventsDocument {
    /** What a record schema says of its event, in its property {@code event}. */
    private static final List<String> ATTRIBUTES = List.of("topic", "key", "id", "source", "type", "subject", "time");

    private static final Map<String, String> HEADERS = headers();

    private final List<Schema> events = ReleasedSchemas.RELEASES.keySet().stream()
            .sorted(Comparator.comparing(Schema::getName))
            .toList();

    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("topics", topics());
        parts.put("headers", headerTable());
        parts.put("attributes", attributes());
        parts.put("schemas", events.stream().map(this::schema).collect(Collectors.joining("\n")));
        parts.put("releases", releases());
        return parts;
    }

    private static Map<String, String> headers() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("ce_specversion", "`1.0`: CloudEvents in binary mode");
        meanings.put("ce_id", "the event's id; with `ce_source` equal for every delivery of the same event");
        meanings.put("ce_source", "who emits it");
        meanings.put("ce_type", "what happened, and the major version of the contract");
        meanings.put("ce_subject", "what it is about");
        meanings.put("ce_time", "when it happened, RFC 3339 in UTC");
        meanings.put("content-type", "`" + EventHeaders.CONTENT_TYPE + "`");
        meanings.put(
                "traceparent",
                "W3C Trace Context; follows from `ce_source` and `ce_id`, so every delivery is one trace");
        return meanings;
    }

    static Map<String, String> headerMeanings() {
        return HEADERS;
    }

    private String topics() {
        List<String> rows = new ArrayList<>();
        rows.add("| topic | key | value | settings that are checked at start |\n|---|---|---|---|");
        for (Topic topic : Topic.values()) {
            for (Schema event : of(topic)) {
                rows.add(row(
                        code(topic.topicName()),
                        code(attribute(event, "key")),
                        link(event.getName()),
                        settings(topic)));
            }
        }
        return lines(rows);
    }

    private static String settings(Topic topic) {
        return topic.requiredSettings().entrySet().stream()
                .map(setting -> code(setting.getKey() + '=' + setting.getValue()))
                .collect(Collectors.joining(", "));
    }

    private List<Schema> of(Topic topic) {
        List<Schema> found = events.stream()
                .filter(event -> attribute(event, "topic").equals(topic.topicName()))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "No schema names topic " + topic.topicName() + " in its property \"event\"");
        }
        return found;
    }

    private static String headerTable() {
        List<String> rows = new ArrayList<>();
        rows.add("| header | meaning |\n|---|---|");
        HEADERS.forEach((name, meaning) -> rows.add(row(code(name), meaning)));
        return lines(rows);
    }

    private String attributes() {
        List<String> rows = new ArrayList<>();
        rows.add("| value | `ce_id` | `ce_source` | `ce_type` | `ce_subject` | `ce_time` |\n|---|---|---|---|---|---|");
        for (Schema event : events) {
            rows.add(row(
                    link(event.getName()),
                    code(attribute(event, "id")),
                    code(attribute(event, "source")),
                    code(attribute(event, "type")),
                    code(attribute(event, "subject")),
                    code('<' + attribute(event, "time") + '>')));
        }
        return lines(rows);
    }

    /** An attribute of the event; its placeholders must be fields of the record. */
    static String attribute(Schema event, String name) {
        Object said = event.getObjectProp("event");
        if (!(said instanceof Map<?, ?> attributes) || !ATTRIBUTES.containsAll(attributes.keySet())) {
            throw new IllegalStateException(
                    "Schema " + event.getName() + " needs a property \"event\" with " + ATTRIBUTES);
        }
        if (!(attributes.get(name) instanceof String value)) {
            throw new IllegalStateException("Schema " + event.getName() + " does not say its \"" + name + '"');
        }
        Placeholders.in(name.equals("time") ? '<' + value + '>' : value).forEach(field -> {
            if (event.getField(field) == null) {
                throw new IllegalStateException(
                        "Schema " + event.getName() + " has no field " + field + " for its " + name);
            }
        });
        return value;
    }

    private String schema(Schema event) {
        Map<String, Schema> types = new LinkedHashMap<>();
        types.put(event.getName(), event);
        collect(event, types);
        StringBuilder text = new StringBuilder("### " + event.getName() + "\n\n" + meaning(event) + "\n\n");
        text.append(fields(event));
        types.values().stream()
                .filter(type -> type != event && type.getType() == Schema.Type.RECORD)
                .forEach(type -> text.append("\n**")
                        .append(type.getName())
                        .append("**: ")
                        .append(meaning(type))
                        .append("\n\n")
                        .append(fields(type)));
        return text.toString();
    }

    private static void collect(Schema record, Map<String, Schema> types) {
        for (Schema.Field field : record.getFields()) {
            for (Schema part : parts(field.schema())) {
                if (part.getType() == Schema.Type.RECORD && types.putIfAbsent(part.getName(), part) == null) {
                    collect(part, types);
                }
            }
        }
    }

    private static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream().flatMap(type -> parts(type).stream()).toList();
            case ARRAY -> parts(schema.getElementType());
            case MAP -> parts(schema.getValueType());
            default -> List.of(schema);
        };
    }

    private static String fields(Schema record) {
        List<String> rows = new ArrayList<>();
        rows.add("| field | type | meaning |\n|---|---|---|");
        for (Schema.Field field : record.getFields()) {
            rows.add(row(code(field.name()), type(field.schema()), meaning(record, field)));
        }
        return lines(rows);
    }

    private static String meaning(Schema record, Schema.Field field) {
        String doc = field.doc();
        Schema type = parts(field.schema()).stream()
                .filter(part -> part.getType() == Schema.Type.RECORD || part.getType() == Schema.Type.ENUM)
                .findFirst()
                .orElse(null);
        if (doc == null && type == null) {
            throw new IllegalStateException("Field " + record.getName() + '.' + field.name() + " has no doc");
        }
        String ofType = type == null || doc != null && type.getType() == Schema.Type.RECORD ? "" : meaning(type);
        return escaped(doc == null ? ofType : (doc + ' ' + ofType).strip());
    }

    private static String meaning(Schema type) {
        if (type.getDoc() == null) {
            throw new IllegalStateException("Type " + type.getName() + " has no doc");
        }
        return escaped(type.getDoc());
    }

    private static String type(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream()
                        .sorted(Comparator.comparing(type -> type.getType() == Schema.Type.NULL))
                        .map(EventsDocument::type)
                        .collect(Collectors.joining(" or "));
            case ARRAY -> "array of " + type(schema.getElementType());
            case MAP -> "map of " + type(schema.getValueType());
            case ENUM ->
                "enum: "
                        + schema.getEnumSymbols().stream()
                                .map(EventsDocument::code)
                                .collect(Collectors.joining(", "));
            case RECORD -> schema.getName();
            default ->
                schema.getLogicalType() == null
                        ? schema.getType().getName()
                        : schema.getType().getName() + " ("
                                + schema.getLogicalType().getName() + ')';
        };
    }

    private String releases() {
        Map<String, String> rows = new TreeMap<>();
        for (Schema event : events) {
            int release = 0;
            for (Schema released : ReleasedSchemas.of(event)) {
                String file = event.getName() + '.' + ++release + ".avsc";
                rows.put(
                        file,
                        row(
                                "[" + file + "](../schemas/src/main/resources/dev/modelsync/contract/released/v1/"
                                        + file + ')',
                                code("%016x".formatted(SchemaNormalization.parsingFingerprint64(released)))));
            }
        }
        List<String> all = new ArrayList<>(List.of("| schema | fingerprint |\n|---|---|"));
        all.addAll(rows.values());
        return lines(all);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String code(String text) {
        return '`' + text + '`';
    }

    private static String link(String name) {
        return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ')';
    }

    private static String escaped(String text) {
        return text.replace("<", "\\<").replace("|", "\\|");
    }

    private static String lines(List<String> rows) {
        return String.join("\n", rows) + '\n';
    }
}
