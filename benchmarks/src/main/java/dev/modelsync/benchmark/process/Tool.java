package dev.modelsync.benchmark.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that has to be installed. */
public enum Tool {
    WRK("wrk", "-v"),
    NGINX("nginx", "-v");

    /** Where Debian puts servers, and where only root looks by default. */
    private static final List<String> BESIDES = List.of("/usr/sbin", "/usr/local/sbin");

    private final String command;
    private final String versionOption;

    Tool(String command, String versionOption) {
        this.command = command;
        this.versionOption = versionOption;
    }

    /** What to do when a tool is missing; empty when none is. */
    public static Optional<String> complaint() {
        List<String> missing = Stream.of(values())
                .filter(tool -> tool.find().isEmpty())
                .map(tool -> tool.command)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("Not found: " + String.join(", ", missing)
                        + ". On Debian and Ubuntu: apt-get install wrk nginx-light");
    }

    /** @throws IllegalStateException when it is not installed */
    public Path path() {
        return find().orElseThrow(() -> new IllegalStateException(complaint().orElse(command)));
    }

    private Optional<Path> find() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)), BESIDES.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first line that it says of its version. */
    public String version() {
        return firstLine(List.of(path().toString(), versionOption));
    }

    /** The first line that a command prints, which may be of its failure; empty when there is none. */
    public static String firstLine(List<String> command) {
        return lines(command).findFirst().orElse("");
    }

    /** What a command prints, its complaints among it, when it has ended. */
    static Stream<String> lines(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot be run: " + command, e);
        }
    }
}
