package dev.modelsync.embedded;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AidbExtensionTest {
    @TempDir
    Path folder;

    @Test
    void shouldListEveryFileOfTheExtension() throws IOException, URISyntaxException {
        URL resources = Objects.requireNonNull(AidbExtension.class.getResource("/aidb"));
        assertThat(namesIn(Path.of(resources.toURI()))).containsExactlyInAnyOrderElementsOf(AidbExtension.FILES);
    }

    @Test
    void shouldUnpackExactlyItsFiles() throws IOException {
        Files.writeString(folder.resolve("aidb--storage--7.6.0.sql"), "SELECT 'left by an earlier build'");
        AidbExtension.unpackTo(folder);
        assertThat(namesIn(folder)).containsExactlyInAnyOrderElementsOf(AidbExtension.FILES);
    }

    @Test
    void shouldOfferItsVersionAsTheDefault() throws IOException {
        AidbExtension.unpackTo(folder);
        assertThat(folder.resolve("aidb.control"))
                .content()
                .contains("default_version = '%s'".formatted(AidbStandIn.VERSION));
    }

    /** Postgres finds its way by names alone: each script leads on from a state that another one leads to. */
    @Test
    void shouldLeadToEveryVersion() {
        Set<String> reached = new HashSet<>(Set.of("storage"));
        for (String script : AidbExtension.FILES.subList(2, AidbExtension.FILES.size())) {
            List<String> parts = List.of(script.replace(".sql", "").split("--"));
            assertThat(parts).hasSize(3).startsWith("aidb");
            assertThat(reached).as(script).contains(parts.get(1));
            assertThat(reached.add(parts.get(2))).as("one way only, %s", script).isTrue();
        }
        assertThat(reached).containsAll(AidbStandIn.VERSIONS);
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
