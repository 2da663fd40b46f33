package dev.modelsync.events.activity.log;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries as lines of CSV (RFC 4180), one for each cluster that has answered, and one for an entry that none
 * has. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
 */
final class ActivityCsv {
    static final String HEADER =
            "id,at,type,actor,reason,project,service,serviceUid,revision,cluster,before,after,outcomeCluster,result,outcomeReason,detail,appliedAt,delayMillis,replayId\r\n";

    private static final String FORMULA = "=+-@\t\r";

    private ActivityCsv() {}

    static String lines(ActivityView entry) {
        if (entry.outcomes().isEmpty()) {
            return line(Stream.concat(
                    cells(entry), Stream.generate(() -> (Object) "").limit(7)));
        }
        return entry.outcomes().stream()
                .map(outcome -> line(Stream.concat(cells(entry), cells(outcome))))
                .collect(Collectors.joining());
    }

    private static Stream<Object> cells(ActivityView entry) {
        return Stream.of(
                entry.id(),
                entry.at(),
                entry.type(),
                entry.actor(),
                orEmpty(entry.reason()),
                orEmpty(entry.project()),
                orEmpty(entry.service()),
                orEmpty(entry.serviceUid()),
                orEmpty(entry.revision()),
                orEmpty(entry.cluster()),
                entry.before(),
                entry.after());
    }

    private static Stream<Object> cells(ActivityView.Outcome outcome) {
        return Stream.of(
                outcome.cluster(),
                outcome.result(),
                orEmpty(outcome.reason()),
                orEmpty(outcome.detail()),
                outcome.appliedAt(),
                outcome.delayMillis(),
                orEmpty(outcome.replayId()));
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private static String line(Stream<Object> cells) {
        return cells.map(ActivityCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Numbers and times are ours: a negative delay is no formula. */
    private static String cell(Object value) {
        String text = value.toString();
        if (value instanceof Number || value instanceof Instant) {
            return text;
        }
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = List.of(",", "\"", "\r", "\n").stream().noneMatch(safe::contains);
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
