package dev.modelsync.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a report for people, as Markdown, and with every round for programs, as JSON. */
public final class ReportFiles {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    public ReportFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes {@code <name>.md} and {@code <name>.json}, over those of a run before. The Markdown. */
    public String write(String name, Report report) throws IOException {
        Files.createDirectories(folder);
        String text = MarkdownText.of(report);
        Files.writeString(folder.resolve(name + ".md"), text);
        Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(report));
        return text;
    }
}
