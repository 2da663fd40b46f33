package dev.modelsync.contract;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The fields of an event that stand in angle brackets in what a schema says of it. */
final class Placeholders {
    private static final Pattern FIELD = Pattern.compile("<([A-Za-z0-9]+)>");

    private Placeholders() {}

    static List<String> in(String template) {
        return FIELD.matcher(template)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
