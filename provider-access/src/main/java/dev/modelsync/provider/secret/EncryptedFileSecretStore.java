package dev.modelsync.provider.secret;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One encrypted file a version, in one folder that only its owner can enter. Reference and version
 * are authenticated with the content, so that a file put under another name does not open.
 */
final class EncryptedFileSecretStore implements SecretStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private final Path folder;
    private final Aead aead;

    EncryptedFileSecretStore(Path folder, Aead aead) {
        this.folder = folder;
        this.aead = aead;
    }

    @Override
    public void put(SecretReference reference, Secret secret) {
        try {
            OwnerOnly.createFolder(folder);
            byte[] content = aead.encrypt(JSON.writeValueAsBytes(secret.reveal()), identity(reference));
            replace(file(reference), content);
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretStoreException("Secret " + reference + " cannot be stored in " + folder, e);
        }
    }

    @Override
    public Optional<Secret> get(SecretReference reference) {
        try {
            byte[] content = aead.decrypt(Files.readAllBytes(file(reference)), identity(reference));
            return Optional.of(new Secret(JSON.readValue(content, FIELDS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretStoreException("Secret " + reference + " cannot be read from " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new SecretStoreException(
                    "Secret " + reference + " does not open: the file was changed, or the keyset is another one", e);
        }
    }

    @Override
    public void delete(SecretReference reference) {
        try {
            Files.deleteIfExists(file(reference));
        } catch (IOException e) {
            throw new SecretStoreException("Secret " + reference + " cannot be deleted from " + folder, e);
        }
    }

    private void replace(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(folder, ".secret", ".tmp", OwnerOnly.FILE);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer remaining = ByteBuffer.wrap(content);
                while (remaining.hasRemaining()) {
                    channel.write(remaining);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes the rename itself durable; Linux and macOS open a folder like a file for this. */
    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
            channel.force(true);
        }
    }

    private Path file(SecretReference reference) {
        return folder.resolve(reference.ref() + ".v" + reference.version());
    }

    private static byte[] identity(SecretReference reference) {
        return (reference.ref() + '\n' + reference.version()).getBytes(UTF_8);
    }
}
