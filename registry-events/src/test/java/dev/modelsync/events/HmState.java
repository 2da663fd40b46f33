package dev.modelsync.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a request could change. */
public final class HmState {
    private static final String TABLES = Stream.of(
                    "inference_service",
                    "registry_name",
                    "idempotency_key",
                    "retired_secret",
                    "cluster",
                    "worker_command")
            .map("(SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM hm.%s AS t)"::formatted)
            .collect(Collectors.joining(" || ", "SELECT ", ""));

    private HmState() {}

    public static String of(Hm hm) throws IOException {
        StringBuilder all =
                new StringBuilder(hm.jdbc().sql(TABLES).query(String.class).single());
        try (Stream<Path> files = Files.list(hm.secrets())) {
            files.sorted().forEach(all::append);
        }
        return all.toString();
    }
}
