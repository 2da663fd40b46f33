package dev.modelsync.provider.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EncryptedFileSecretStoreTest {
    private static final SecretReference FIRST = new SecretReference("ref", 1);
    private static final SecretReference SECOND = new SecretReference("ref", 2);
    private static final Secret SECRET = new Secret(Map.of("apiKey", "sk-recognisable"));

    @TempDir
    Path home;

    private Path folder;
    private Path keyset;
    private SecretStore store;

    @BeforeEach
    void openStore() {
        folder = home.resolve("a/secrets");
        keyset = home.resolve("b/keyset.json");
        store = open(keyset);
    }

    private SecretStore open(Path file) {
        Keyset keys = Keyset.readOrMake(file);
        return new EncryptedFileSecretStore(folder, () -> keys);
    }

    @Test
    void shouldBeReadableByTheOwnerOnlyAndLeaveNothingElse() throws IOException {
        store.put(FIRST, SECRET);
        store.put(FIRST, SECRET);

        try (Stream<Path> files = Files.list(folder)) {
            List<Path> kept = files.toList();
            assertThat(kept).hasSize(1);
            assertThat(permissions(kept.get(0))).isEqualTo("rw-------");
            assertThat(Files.readString(kept.get(0), ISO_8859_1)).doesNotContain("recognisable");
        }
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(keyset)).isEqualTo("rw-------");
    }

    @Test
    void shouldNotOpenAFileUnderAnotherName() throws IOException {
        store.put(FIRST, SECRET);
        Files.move(folder.resolve("ref.v1"), folder.resolve("ref.v2"));

        assertThatThrownBy(() -> store.get(SECOND))
                .isInstanceOf(SecretStoreException.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void shouldNotOpenWithAnotherKeyset() {
        store.put(FIRST, SECRET);
        SecretStore other = open(home.resolve("other.json"));

        assertThatThrownBy(() -> other.get(FIRST)).isInstanceOf(SecretStoreException.class);
    }

    @Test
    void shouldRefuseAKeysetWithoutQuotingIt() {
        assertThatThrownBy(() -> Keyset.parse("{\"key\": \"sk-recognisable\"}"))
                .isInstanceOf(SecretStoreException.class)
                .hasNoCause()
                .message()
                .doesNotContain("recognisable");
    }

    @Test
    void shouldRefuseAContentThatIsNoneOfOurs() throws Exception {
        byte[] sealed = Keyset.read(keyset).aead().encrypt("sk-recognisable".getBytes(UTF_8), "ref\n1".getBytes(UTF_8));
        OwnerOnly.create(folder.resolve("ref.v1"), sealed);

        assertThatThrownBy(() -> store.get(FIRST))
                .isInstanceOf(SecretStoreException.class)
                .hasNoCause()
                .message()
                .doesNotContain("recognisable");
    }

    @Test
    void shouldNotTellASecretInWords() {
        assertThat(SECRET).hasToString("Secret[apiKey]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "A", "a.v1", "-a", "a-", "a\n"})
    void shouldRefuseAReferenceThatIsNoNameEverywhere(String ref) {
        assertThatThrownBy(() -> new SecretReference(ref, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
