package dev.modelsync.provider.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeysetRotationTest {
    private static final SecretReference FIRST = new SecretReference("first", 1);
    private static final SecretReference SECOND = new SecretReference("second", 7);
    private static final SecretReference THIRD = new SecretReference("third", 1);
    private static final Secret SECRET = new Secret(Map.of("apiKey", "sk-recognisable"));

    @TempDir
    Path home;

    private Path folder;
    private Path file;
    private Keyset before;
    private EncryptedFileSecretStore running;
    private KeysetRotation rotation;

    @BeforeEach
    void putTwo() {
        folder = home.resolve("secrets");
        file = home.resolve("keyset.json");
        before = Keyset.readOrMake(file);
        running = new EncryptedFileSecretStore(folder, () -> Keyset.read(file));
        rotation = new KeysetRotation(folder, file);
        running.put(FIRST, SECRET);
        running.put(SECOND, SECRET);
    }

    @Test
    void shouldOpenWhatAnOlderKeyEncryptedAndEncryptWithTheNewOne() {
        Keyset both = before.withNewKey();
        Keyset newest = both.newest();
        newest.write(file);
        running.put(THIRD, SECRET);
        both.write(file);

        assertThat(running.get(FIRST)).contains(SECRET);
        assertThat(running.get(THIRD)).contains(SECRET);
        assertThat(with(newest).opens(THIRD)).isTrue();
        assertThat(with(newest).opens(FIRST)).isFalse();
        assertThat(with(before).opens(THIRD)).isFalse();
    }

    @Test
    void shouldOnlyOpenWithAKeyThatWasAdded() {
        assertThat(rotation.add()).isTrue();
        assertThat(rotation.add()).isFalse();
        running.put(THIRD, SECRET);

        assertThat(Keyset.read(file).size()).isEqualTo(2);
        assertThat(with(before).opens(THIRD)).isTrue();
    }

    @Test
    void shouldEncryptEverythingAnewAndForgetTheOldKey() throws IOException {
        assertThat(rotation.rotate()).isEqualTo(2);

        assertThat(Keyset.read(file).size()).isEqualTo(1);
        assertThat(with(before).opens(FIRST)).isFalse();
        assertThat(with(before).opens(SECOND)).isFalse();
        assertThat(running.get(FIRST)).contains(SECRET);
        assertThat(running.get(SECOND)).contains(SECRET);
        running.put(THIRD, SECRET);
        assertThat(running.get(THIRD)).contains(SECRET);
        assertThat(names(folder)).isEqualTo(Set.of("first.v1", "second.v7", "third.v1"));
        assertThat(names(home)).isEqualTo(Set.of("secrets", "keyset.json"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("first.v1"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldGoOnWhereItWasInterrupted() {
        rotation.add();
        Keyset both = Keyset.read(file);
        with(both.newest()).encryptAnew(FIRST, SECRET);
        assertThat(running.get(FIRST)).contains(SECRET);
        assertThat(running.get(SECOND)).contains(SECRET);

        assertThat(rotation.rotate()).isEqualTo(1);

        assertThat(running.get(FIRST)).contains(SECRET);
        assertThat(running.get(SECOND)).contains(SECRET);
        assertThat(with(both.newest()).opens(SECOND)).isTrue();
        assertThat(Keyset.read(file).size()).isEqualTo(1);
    }

    @Test
    void shouldOpenEverythingWheneverItIsInterrupted() {
        rotation.add();
        Keyset both = Keyset.read(file);

        for (SecretReference next : with(both).references()) {
            assertOpens(both);
            with(both.newest()).encryptAnew(next, SECRET);
        }
        assertOpens(both);
        assertOpens(both.newest());
    }

    private void assertOpens(Keyset keyset) {
        assertThat(with(keyset).references()).hasSize(2).allMatch(with(keyset)::opens);
    }

    @Test
    void shouldKeepEveryKeyWhenAFileDoesNotOpen() throws IOException {
        Files.writeString(folder.resolve("spoilt.v1"), "spoilt");

        assertThatThrownBy(rotation::rotate)
                .isInstanceOf(SecretStoreException.class)
                .hasMessageContaining("SecretReference[ref=spoilt, version=1]");

        assertThat(Keyset.read(file).size()).isEqualTo(2);
        assertThat(running.get(FIRST)).contains(SECRET);
        assertThat(running.get(SECOND)).contains(SECRET);
    }

    @Test
    void shouldRotateWhereNothingIsStoredYet() {
        assertThat(new KeysetRotation(home.resolve("none"), file).rotate()).isZero();
    }

    @Test
    void shouldDoWhatTheCommandSays() {
        assertThat(command("add"))
                .isEqualTo("0 " + file + " has a new key, which encrypts nothing yet. Give it to all"
                        + " who read secrets, then: keyset rotate\n");
        assertThat(command("add")).isEqualTo("0 " + file + " has a new key already. Go on with: keyset rotate\n");
        assertThat(command("rotate"))
                .isEqualTo("0 2 secrets in " + folder + " encrypted anew; " + file + " has the new key alone\n");
        assertThat(running.get(FIRST)).contains(SECRET);
    }

    @Test
    void shouldTellWhatIsWrongWithACommand() {
        assertThat(command("remove")).isEqualTo("2 Usage: keyset add | keyset rotate\n");
        assertThat(run("keyset", "rotate", "--modelsync.secrets.keyset=hush"))
                .startsWith("1 modelsync.secrets.keyset-file is not set")
                .doesNotContain("hush");
        assertThat(run("keyset", "rotate"))
                .startsWith("1 modelsync.secrets needs exactly one of keyset and keyset-file");
        assertThat(run("keyset", "rotate", "--modelsync.secrets.keyset-file=" + home.resolve("missing")))
                .isEqualTo("1 The keyset file " + home.resolve("missing") + " cannot be read\n");
    }

    private String command(String word) {
        return run("keyset", word, "--modelsync.secrets.folder=" + folder, "--modelsync.secrets.keyset-file=" + file);
    }

    private static String run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = KeysetCommand.run("no-such-configuration", new PrintStream(out, true, UTF_8), args);
        return code + " " + out.toString(UTF_8);
    }

    private EncryptedFileSecretStore with(Keyset keyset) {
        return new EncryptedFileSecretStore(folder, () -> keyset);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
