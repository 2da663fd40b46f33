package dev.modelsync.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rows below a heading, for a person. What the server has sent cannot steer the terminal: control characters are shown
 * as a question mark.
 */
public final class Table {
    private static final String NOTHING = "-";
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final int columns;

    private Table(String... heading) {
        columns = heading.length;
        rows.add(heading);
    }

    public static Table of(String... heading) {
        return new Table(heading);
    }

    /** Names and values, a line each. */
    public static Table pairs() {
        return new Table(new String[2]);
    }

    /** Texts, numbers and JSON; null, empty and missing ones are a dash. */
    public Table row(@Nullable Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("A row has " + cells.length + " cells; allowed: " + columns);
        }
        rows.add(Arrays.stream(cells).map(Table::text).toArray(String[]::new));
        return this;
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Ends with a line break; a table without rows is only its heading. */
    public String text() {
        List<String[]> shown = rows.get(0)[0] == null ? rows.subList(1, rows.size()) : rows;
        int[] widths = new int[columns];
        for (String[] row : shown) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : shown) {
            text.append(line(row, widths).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            int fill = widths[i] - row[i].codePointCount(0, row[i].length());
            line.append(row[i]).append(" ".repeat(fill)).append(GAP);
        }
        return line.toString();
    }

    /** One line without control characters, for a terminal. */
    public static String text(@Nullable Object value) {
        if (value == null || value instanceof JsonNode node && (node.isNull() || node.isMissingNode())) {
            return NOTHING;
        }
        String text = value instanceof JsonNode node && !node.isContainer() ? node.asString() : value.toString();
        return text.isEmpty() ? NOTHING : text.replaceAll("\\p{Cntrl}", "?");
    }
}
