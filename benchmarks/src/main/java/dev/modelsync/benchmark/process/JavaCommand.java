package dev.modelsync.benchmark.process;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;

/** Command lines of Java programs, on the Java that runs this one. */
public final class JavaCommand {
    private JavaCommand() {}

    public static List<String> ofJar(Path jar, String... options) {
        return Stream.of(Stream.of(tool("java")), Stream.of(options), Stream.of("-jar", jar.toString()))
                .flatMap(part -> part)
                .toList();
    }

    /** Of a main class of this class path; small, since it is to serve and not to be measured. */
    public static List<String> ofMain(Class<?> main, String... arguments) {
        return Stream.concat(
                        Stream.of(tool("java"), "-Xmx256m", "-XX:+UseSerialGC", "-cp", classPath(), main.getName()),
                        Stream.of(arguments))
                .toList();
    }

    /** Absolute, since the program runs in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(joining(File.pathSeparator));
    }

    /** A program of the JDK. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
