package dev.modelsync.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Programs of the machine that a test needs; without one it is skipped, unless somebody counts on it. */
final class Tools {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Path JVMS = Path.of("/usr/lib/jvm");

    private Tools() {}

    /** What a program has said, and how it ended. */
    record Ended(int status, List<String> lines) {
        List<String> orFail() {
            assertThat(status).as(String.join("\n", lines)).isZero();
            return lines;
        }
    }

    /** The first on the path that is good for it. */
    static Path require(String name, String toInstall, Predicate<Path> isGood) {
        return orSkip(
                Stream.of(Objects.requireNonNull(System.getenv("PATH")).split(":"))
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .filter(isGood)
                        .findFirst(),
                "There is no " + name + " for this test: " + toInstall);
    }

    /** The {@code java} of a JDK of at least that release: this one, that of {@code test.jdk}, or one in the usual place. */
    static Path requireJava(int release) throws IOException {
        if (Runtime.version().feature() >= release) {
            return Path.of(System.getProperty("java.home"), "bin", "java");
        }
        String named = System.getProperty("test.jdk");
        try (Stream<Path> installed = Files.isDirectory(JVMS) ? Files.list(JVMS) : Stream.of()) {
            Stream<Path> candidates = named == null ? installed.sorted() : Stream.of(Path.of(named));
            return orSkip(
                    candidates
                            .filter(home -> releaseOf(home) >= release)
                            .map(home -> home.resolve("bin/java"))
                            .filter(Files::isExecutable)
                            .findFirst(),
                    "There is no JDK " + release + " or newer for this test: -Dtest.jdk=FOLDER names one");
        }
    }

    static <T> T orSkip(Optional<T> found, String what) {
        if (found.isEmpty()) {
            System.err.println(what);
            boolean required = Boolean.getBoolean("tools.required") || "true".equals(System.getenv("CI"));
            assertThat(required).as(what).isFalse();
            Assumptions.abort(what);
        }
        return found.orElseThrow();
    }

    static Ended run(Object... command) {
        try {
            Path output = Files.createTempFile("modelsync-tool", ".txt");
            try {
                Process process = new ProcessBuilder(
                                Stream.of(command).map(Object::toString).toList())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                List<String> lines = Files.readAllLines(output, UTF_8);
                assertThat(ended)
                        .as("%s has not ended in %s: %s", command[0], LIMIT, lines)
                        .isTrue();
                return new Ended(process.exitValue(), lines);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int releaseOf(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("^JAVA_VERSION=\"(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
