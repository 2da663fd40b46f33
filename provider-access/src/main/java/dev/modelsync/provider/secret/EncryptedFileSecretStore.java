package dev.modelsync.provider.secret;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One encrypted file a version, in one folder that only its owner can enter. Reference and version
 * are authenticated with the content, so that a file put under another name does not open. The keyset
 * is asked for at each use, so that a rotation of its file counts without a restart.
 */
final class EncryptedFileSecretStore implements SecretStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+)\\.v([1-9][0-9]{0,8})");

    private final Path folder;
    private final Supplier<Keyset> keyset;

    EncryptedFileSecretStore(Path folder, Supplier<Keyset> keyset) {
        this.folder = folder;
        this.keyset = keyset;
    }

    @Override
    public void put(SecretReference reference, Secret secret) {
        try {
            OwnerOnly.create(file(reference), encrypted(reference, secret));
        } catch (FileAlreadyExistsException e) {
            if (!get(reference).equals(Optional.of(secret))) {
                throw SecretStoreException.otherContent(reference, folder.toString());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretStoreException("Secret " + reference + " cannot be stored in " + folder, e);
        }
    }

    @Override
    public Optional<Secret> get(SecretReference reference) {
        try {
            return Optional.of(new Secret(JSON.readValue(decrypted(reference), FIELDS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretStoreException("Secret " + reference + " cannot be read from " + folder, e);
        } catch (JacksonException e) {
            // Without the cause: a parser may quote what it could not read.
            throw new SecretStoreException("Secret " + reference + " in " + folder + " is not written as we write it");
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

    /** What is there. */
    List<SecretReference> references() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> new SecretReference(name.group(1), Integer.parseInt(name.group(2))))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new SecretStoreException("The secrets in " + folder + " cannot be listed", e);
        }
    }

    /** Whether the keys of this store open a version that is there. */
    boolean opens(SecretReference reference) {
        try {
            decrypted(reference);
            return true;
        } catch (IOException e) {
            throw new SecretStoreException("Secret " + reference + " cannot be read from " + folder, e);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Writes a version anew, the same content with the key that encrypts now. */
    void encryptAnew(SecretReference reference, Secret secret) {
        try {
            OwnerOnly.replace(file(reference), encrypted(reference, secret));
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretStoreException("Secret " + reference + " cannot be stored in " + folder, e);
        }
    }

    private byte[] encrypted(SecretReference reference, Secret secret) throws GeneralSecurityException {
        return keyset.get().aead().encrypt(JSON.writeValueAsBytes(secret.reveal()), identity(reference));
    }

    private byte[] decrypted(SecretReference reference) throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file(reference));
        return keyset.get().aead().decrypt(content, identity(reference));
    }

    private Path file(SecretReference reference) {
        return folder.resolve(reference.ref() + ".v" + reference.version());
    }

    private static byte[] identity(SecretReference reference) {
        return (reference.ref() + '\n' + reference.version()).getBytes(UTF_8);
    }
}
