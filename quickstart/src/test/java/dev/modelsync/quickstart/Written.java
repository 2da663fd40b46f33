package dev.modelsync.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** What the system has written, wherever that is, to be searched for what should not be there. */
final class Written {
    /** Every table that an ordinary dump would contain, as text. */
    private static final String TABLES = """
            select format('select t::text from %I.%I t', schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema')
            """;

    private Written() {}

    /** Whether the text holds the secret, in any notation. */
    static boolean holds(String text, String secret) {
        return notations(secret).anyMatch(text::contains);
    }

    private static Stream<String> notations(String key) {
        byte[] bytes = key.getBytes(UTF_8);
        return Stream.of(
                key,
                key.replace("/", "\\/"),
                URLEncoder.encode(key, UTF_8),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes));
    }

    static List<String> rows(Connection database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (database;
                Statement statement = database.createStatement()) {
            for (String table : column(statement, TABLES)) {
                rows.addAll(column(statement, table));
            }
        }
        return rows;
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Kafka's log, the servers' logs, tables, WAL and the secret store: whatever is in the data folder. */
    static List<Path> filesHolding(Path data, String... texts) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(texts).flatMap(Written::notations).anyMatch(read(file)::contains))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What this process has logged, and others into the same file. */
    static String log() {
        return read(Path.of(System.getProperty("modelsync.log", "target/modelsync.log")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("File " + file + " cannot be searched", e);
        }
    }
}
