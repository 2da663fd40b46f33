package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Commands on the activity log. */
interface ActivityCommandCases extends CommandLineCases {
    @Test
    default void shouldShowFollowExportAndRebuildTheActivityLog() {
        CompletableFuture<Result> followed = CompletableFuture.supplyAsync(() ->
                shell().run("activity", "tail", "-n", "0", "--count", "1", "--service", "followed", "-o", "json"));
        register("followed", "OPENAI", "TEXT_EMBEDDING=small");
        // What came before the stream was open is not followed, so there is more until it was.
        await().atMost(PATIENCE).until(() -> {
            shell().run("service", "edit", "followed", "--label", "at=" + System.nanoTime());
            return followed.isDone();
        });
        assertThat(followed.join().exitCode()).isZero();
        assertThat(followed.join().json().get("service").asString()).isEqualTo("followed");

        Result found = shell().run(
                        "activity", "query", "--service", "followed", "--by", "olga", "--since", "1h", "--limit", "1");
        assertThat(found.out()).contains("olga", "demo/followed");
        Path csv = folder().resolve("activity.csv");
        assertThat(shell().run(
                                "activity",
                                "export",
                                "--format",
                                "csv",
                                "--service",
                                "followed",
                                "--to-file",
                                csv.toString())
                        .exitCode())
                .isZero();
        assertThat(csv).content().startsWith("id,").contains("REGISTERED");
        assertThat(shell().run("activity", "export", "--service", "followed").out())
                .contains("\"type\":\"REGISTERED\"");
        Result wrong = shell().run("activity", "query", "--from", "yesterday");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("parameter from", "yesterday");

        Result rebuilt = shell().run("activity", "rebuild", "-o", "json");
        assertThat(rebuilt.exitCode()).as(rebuilt.toString()).isZero();
        assertThat(rebuilt.json().at("/after/entries").asLong()).isPositive();
    }

    @Test
    default void shouldProveAnExportAndNameWhatWasChangedInIt() throws IOException {
        JsonNode service = register("proved", "OPENAI", "TEXT_EMBEDDING=small", "-o", "json")
                .json();
        String entry =
                service.get("uid").asString() + ":" + service.get("revision").asLong();
        Path keys = Files.writeString(
                folder().resolve("keys.pem"), shell().run("activity", "keys").out());
        Path export = folder().resolve("proof.ndjson");
        await().atMost(PATIENCE).untilAsserted(() -> {
            Result written = shell().run("activity", "proof", "--to-file", export.toString());
            assertThat(written.exitCode()).as(written.toString()).isZero();
            assertThat(placeOf(entry, Files.readAllLines(export))).isNotNegative();
            Result verified = verify(export, keys);
            assertThat(verified.exitCode()).as(verified.toString()).isZero();
            assertThat(verified.out()).startsWith("PROVED  ").endsWith("; 0 are behind it\n");
        });
        List<String> lines = Files.readAllLines(export);
        int place = placeOf(entry, lines);

        List<String> changed = new ArrayList<>(lines);
        changed.set(place, lines.get(place).replace("\"actor\":\"olga\"", "\"actor\":\"oleg\""));
        Result failed = verify(Files.write(folder().resolve("changed.ndjson"), changed), keys);
        List<String> removed = new ArrayList<>(lines);
        removed.remove(place);
        Result gap = verify(Files.write(folder().resolve("removed.ndjson"), removed), keys, "-o", "json");
        Result noKeys = verify(export, export);

        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(2);
        assertThat(failed.out())
                .startsWith("FAILED  the first: CHANGED hm.inference-services.v1/")
                .contains("(" + entry + "): it is not what was hashed");
        assertThat(gap.exitCode()).as(gap.toString()).isEqualTo(2);
        assertThat(gap.json().get("proved").asBoolean()).isFalse();
        assertThat(gap.json().at("/findings/0/kind").asString()).isIn("REMOVED", "CUT_OFF");
        assertThat(noKeys.exitCode()).isEqualTo(1);
        assertThat(noKeys.err()).contains("no block PUBLIC KEY");
    }

    /** Of the line with that entry; negative for none. */
    private static int placeOf(String entry, List<String> lines) {
        return IntStream.range(0, lines.size())
                .filter(n -> lines.get(n).contains("\"kind\":\"CHANGE\"")
                        && lines.get(n).contains("\"id\":\"" + entry + "\""))
                .findFirst()
                .orElse(-1);
    }

    private Result verify(Path export, Path keys, String... more) {
        String[] first = {"activity", "verify", export.toString(), "--keys", keys.toString()};
        return shell().run(Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new));
    }
}
