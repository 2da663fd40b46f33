package dev.modelsync.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts, run by the shells that they are for. */
class CompletionTest {
    /** What somebody types, with tabs, at a zsh of its own; goes on when what is completed has come. */
    private static final String TYPING = """
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z "source %s; bindkey '^I' complete-word; echo RE''ADY"
            zpty -r -m z shown '*READY*' || exit 1
            zpty -w -n z $'modelsync service reg\\t'
            zpty -r -m z shown '*register*' || exit 1
            zpty -w -n z $' --api-key-f\\t'
            zpty -r -m z shown '*--api-key-file*' || exit 1
            zpty -d z
            print completed
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "modelsync clu, cluster",
        "modelsync service reg, register",
        "modelsync service register --api-key, --api-key-file",
        "modelsync -o js, json"
    })
    void shouldCompleteInBash(String line, String word) throws Exception {
        List<String> words = List.of(line.split(" "));
        String asked = """
                source %s
                compopt() { :; } # works while a completion is under way only
                COMP_WORDS=(%s)
                COMP_CWORD=%d
                _complete_modelsync
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(script("bash"), line, words.size() - 1);

        assertThat(run("bash", "--norc", "-c", asked).lines().map(String::strip))
                .contains(word);
    }

    @Test
    void shouldCompleteInZsh() throws Exception {
        Path script = script("zsh");
        assertThat(Files.readString(script)).startsWith("#compdef modelsync").contains("bashcompinit");
        Assumptions.assumeTrue(isThere("zsh"), "There is no zsh on this machine");

        assertThat(run("timeout", "30", "zsh", "-f", "-c", TYPING.formatted(script)))
                .contains("completed");
    }

    private Path script(String shell) throws IOException {
        Run printed = Run.of(Map.of(), "", "completion", shell);
        assertThat(printed.exitCode()).isZero();
        return Files.writeString(folder.resolve("completion." + shell), printed.out());
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
