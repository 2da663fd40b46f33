package dev.modelsync.events.web;

import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels as they are typed: {@code key=value}, one a line.
 *
 * @param violations what a map cannot hold: a label given twice
 */
record Labels(Map<String, String> values, List<Violation> violations) {
    static Labels parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        List<Violation> violations = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            int sign = line.indexOf('=');
            String key = (sign < 0 ? line : line.substring(0, sign)).strip();
            if (line.isEmpty()) {
                continue;
            }
            if (values.put(key, sign < 0 ? "" : line.substring(sign + 1).strip()) != null) {
                violations.add(new Violation(
                        "/labels",
                        Code.DUPLICATE,
                        "'" + Texts.shown(key) + "' is given twice; allowed: one value of each label"));
            }
        }
        return new Labels(values, violations);
    }

    static String text(Map<String, String> labels) {
        return String.join(
                "\n",
                labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .toList());
    }
}
