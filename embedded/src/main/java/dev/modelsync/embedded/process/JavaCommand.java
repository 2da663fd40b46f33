package dev.modelsync.embedded.process;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;

/**
 * The command line of a Java program; each method gives another one.
 *
 * @param java the launcher
 * @param options of the JVM
 * @param program where it is: a jar, or a class path with a main class
 */
public record JavaCommand(Path java, List<String> options, List<String> program, List<String> arguments) {
    private static final String[] SMALL = {"-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    public JavaCommand {
        options = List.copyOf(options);
        program = List.copyOf(program);
        arguments = List.copyOf(arguments);
    }

    public static JavaCommand ofJar(Path jar) {
        return new JavaCommand(tool("java"), List.of(), List.of("-jar", jar.toString()), List.of());
    }

    /** With the class path of this program, by absolute paths: it may run in another folder. */
    public static JavaCommand ofMain(Class<?> main) {
        return ofMain(main, classPath());
    }

    public static JavaCommand ofMain(Class<?> main, Stream<Path> classPath) {
        String joined =
                classPath.map(entry -> entry.toAbsolutePath().toString()).collect(joining(File.pathSeparator));
        return new JavaCommand(tool("java"), List.of(), List.of("-cp", joined, main.getName()), List.of());
    }

    /** The class path of this program. */
    public static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    }

    /** A program of the JDK that runs this one. */
    public static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }

    /** By the launcher of another JDK. */
    public JavaCommand on(Path other) {
        return new JavaCommand(other, options, program, arguments);
    }

    /** For a program that is talked to and not measured: it starts soon, and takes little. */
    public JavaCommand small() {
        return options(SMALL);
    }

    public JavaCommand options(String... more) {
        return new JavaCommand(java, joined(options, Stream.of(more)), program, arguments);
    }

    public JavaCommand arguments(String... more) {
        return new JavaCommand(java, options, program, joined(arguments, Stream.of(more)));
    }

    /** As Spring Boot takes them from the command line. */
    public JavaCommand properties(Map<String, ?> properties) {
        return arguments(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
    }

    public List<String> line() {
        return Stream.of(List.of(java.toString()), options, program, arguments)
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> joined(List<String> some, Stream<String> more) {
        return Stream.concat(some.stream(), more).toList();
    }
}
