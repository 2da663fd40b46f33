package dev.modelsync.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Neither a provider's key nor a token nor a DBA's key is where it does not belong, whatever failed meanwhile. */
final class NoSecretAnywhere implements Guarantee {
    @Override
    public String promise() {
        return "no key or token in Kafka, in Hybrid Manager's database, in a journal or in a log";
    }

    @Override
    public List<String> violations(Landscape site) {
        List<String> all = new ArrayList<>(List.of(HmApi.KEY, Dba.key()));
        site.clusters().forEach(cluster -> all.add(cluster.token()));
        List<String> violations = new ArrayList<>();
        search(site.logs(), all, violations);
        search(site.folder().resolve("kafka"), all, violations);
        search(site.folder().resolve("hm"), all, violations);
        search(site.folder().resolve("secrets"), all, violations);
        for (Cluster cluster : site.clusters()) {
            Path folder = site.folder().resolve(cluster.id());
            // Tokens and the DBA's keys belong into the catalog, hence into its files.
            search(folder, List.of(HmApi.KEY), violations);
            search(folder.resolve("postgres.log"), all, violations);
            cluster
                    .sql()
                    .sql("select query_to_xml('select * from modelsync.' || table_name, true, false, '')::text"
                            + " from information_schema.tables where table_schema = 'modelsync'")
                    .query(String.class)
                    .list()
                    .stream()
                    .filter(table -> holds(table, all))
                    .forEach(table -> violations.add(cluster.id() + ": a table of schema modelsync holds a secret"));
        }
        return violations;
    }

    private static void search(Path root, List<String> secrets, List<String> violations) {
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> holds(read(file), secrets))
                    .forEach(file -> violations.add("file " + file + " holds a secret"));
        } catch (IOException e) {
            throw new UncheckedIOException("Folder " + root + " cannot be searched", e);
        }
    }

    private static boolean holds(String text, List<String> secrets) {
        return secrets.stream().flatMap(NoSecretAnywhere::notations).anyMatch(text::contains);
    }

    private static Stream<String> notations(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        return Stream.of(
                secret,
                secret.replace("/", "\\/"),
                URLEncoder.encode(secret, UTF_8),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes));
    }

    /** Servers are at work: a file may go away. */
    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("File " + file + " cannot be searched", e);
        }
    }
}
