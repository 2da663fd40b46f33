package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What the tests of the command line have in common: one system that runs for all of them, and a shell on it. */
interface CommandLineCases {
    Duration PATIENCE = Duration.ofSeconds(60);

    Stack stack();

    Shell shell();

    /** For files, of this run only. */
    Path folder();

    default Result register(String name, String provider, String model, String... more) {
        String[] first = {
            "service",
            "register",
            name,
            "--provider",
            provider,
            "--endpoint",
            stack().servers().provider().baseUrl() + "/" + name,
            "--model",
            model,
            "--api-key-file",
            "-"
        };
        String[] all = Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
        return shell().run(all);
    }
}
