package dev.modelsync.events.activity.proof;

import dev.modelsync.proof.SigningKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProofPropertiesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldHaveDefaults() {
        ProofProperties properties = bind(Map.of());
        assertThat(properties.checkpointInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(properties.key()).isEmpty();
    }

    @Test
    void shouldTakeAKeyAndKnowItsPublicPartAndNeverShowIt() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String pem = SigningKeys.pem(pair.getPrivate());
        ProofProperties properties =
                bind(Map.of("modelsync.activity.signing-key", pem, "modelsync.activity.checkpoint-interval", "30s"));
        SigningKey key = properties.key().orElseThrow();
        assertThat(key.publicPem()).isEqualTo(SigningKeys.pem(pair.getPublic()));
        assertThat(key.id()).isEqualTo(SigningKeys.idOf(pair.getPublic()));
        assertThat(properties.checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties + " " + key).doesNotContain(pem.substring(30, 60));
    }

    @Test
    void shouldMakeAKeyFileForItsOwnerOnlyAndKeepIt() throws Exception {
        Path file = folder.resolve("keys/activity.pem");
        Map<String, String> given = Map.of("modelsync.activity.signing-key-file", file.toString());
        String made = bind(given).key().orElseThrow().id();
        assertThat(bind(given).key().orElseThrow().id()).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----", "hush"})
    void shouldRefuseWhatIsNoKeyWithoutShowingIt(String pem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        bind(Map.of("modelsync.activity.signing-key", pem)).key())
                .withMessageContaining("modelsync.activity.signing-key holds no private Ed25519 key")
                .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain("hush"));
    }

    @Test
    void shouldRefuseAFileThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(Map.of("modelsync.activity.signing-key-file", folder.toString()))
                        .key())
                .withMessageContaining("modelsync.activity.signing-key-file names a file that cannot be read");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProofProperties("a", Path.of("b"), Duration.ofMinutes(1)))
                .withMessageContaining("are both set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProofProperties(null, null, Duration.ofMillis(999)))
                .withMessageContaining("modelsync.activity.checkpoint-interval is 'PT0.999S'; allowed: 1s to 1d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProofProperties(null, null, Duration.ofDays(2)))
                .withMessageContaining("allowed: 1s to 1d");
    }

    private static ProofProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("modelsync.activity", ProofProperties.class);
    }
}
