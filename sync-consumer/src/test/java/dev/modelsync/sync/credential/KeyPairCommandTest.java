package dev.modelsync.sync.credential;

import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.contract.seal.SealingKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class KeyPairCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final KeyPairCommand command = new KeyPairCommand(new PrintStream(out), new PrintStream(err));

    @TempDir
    Path folder;

    @Test
    void shouldMakeAKeyForItsOwnerOnlyAndPrintThePublicOneInOneLine() throws IOException {
        Path file = folder.resolve("cluster.key");

        assertThat(command.run(file.toString())).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(out.toString(UTF_8).lines()).hasSize(1);
        CredentialSubject subject = new CredentialSubject("eu-1", "demo", "openai", "uid", 1);
        byte[] sealed = SealingKey.parse(printed()).seal(subject, Map.of("apiKey", "sk-1"));
        assertThat(OpeningKey.parse(Files.readString(file)).open(subject, sealed))
                .contains(Map.of("apiKey", "sk-1"));
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void shouldPrintThePublicKeyOfAFileAgain() {
        Path file = folder.resolve("cluster.key");
        command.run(file.toString());
        String first = printed();
        out.reset();

        assertThat(command.run("--public", file.toString())).isZero();

        assertThat(printed()).isEqualTo(first);
    }

    @Test
    void shouldLeaveAFileThatIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("cluster.key"), "something");

        assertThat(command.run(file.toString())).isEqualTo(1);

        assertThat(file).hasContent("something");
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).contains("exists and is left as it is");
    }

    @Test
    void shouldSayWhatIsWrongWithAFileAndNotQuoteIt() throws IOException {
        Path file = Files.writeString(folder.resolve("other"), "a-secret-of-another-kind");

        assertThat(command.run("--public", file.toString())).isEqualTo(1);
        assertThat(command.run("--public", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(command.run(folder.resolve("none").resolve("key").toString()))
                .isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .contains("is not a private HPKE keyset", "cannot be read", "its folder does not exist")
                .doesNotContain("a-secret-of-another-kind");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void shouldTellItsUsageWhereItIsNotUnderstood() {
        assertThat(command.run()).isEqualTo(2);
        assertThat(command.run("--help")).isEqualTo(2);
        assertThat(command.run("a", "b")).isEqualTo(2);

        assertThat(err.toString(UTF_8)).contains("Usage: keypair FILE | keypair --public FILE");
    }

    private String printed() {
        return out.toString(UTF_8).strip();
    }
}
