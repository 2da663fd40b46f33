package dev.modelsync.cli.topics;

import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import tools.jackson.databind.JsonNode;

/** The topics as a person reads them, and what their state means for the exit code. */
final class TopicText {
    private TopicText() {}

    static String list(JsonNode topics) {
        Table table = Table.of("TOPIC", "STATE", "PARTITIONS", "REPLICAS", "SETTING", "FOUND", "WANTED");
        StringBuilder repairs = new StringBuilder();
        for (JsonNode topic : topics) {
            for (JsonNode setting : topic.path("settings")) {
                table.row(
                        topic.get("topic"),
                        state(topic),
                        topic.get("partitions"),
                        topic.get("replicationFactor"),
                        setting.get("name"),
                        setting.get("found"),
                        wanted(setting));
            }
            if (!isSafe(topic)) {
                repairs.append("Repair ").append(Table.text(topic.get("topic"))).append(" with:\n  ");
                repairs.append(Table.text(topic.get("repair"))).append('\n');
            }
        }
        return table.text() + (repairs.isEmpty() ? "" : "\n" + repairs);
    }

    static int exitCode(JsonNode topics) {
        return topics.valueStream().allMatch(TopicText::isSafe) ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    private static String state(JsonNode topic) {
        return topic.path("created").asBoolean(false)
                ? "CREATED"
                : topic.path("state").asString("");
    }

    private static String wanted(JsonNode setting) {
        String wanted = setting.path("wanted").asString("");
        return (setting.path("atLeast").asBoolean(false) ? "at least " : "")
                + wanted
                + (setting.path("safe").asBoolean(false) ? "" : "  <--");
    }

    private static boolean isSafe(JsonNode topic) {
        return topic.path("state").asString("").equals("SAFE");
    }
}
