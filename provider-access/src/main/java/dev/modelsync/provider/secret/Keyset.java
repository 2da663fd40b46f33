package dev.modelsync.provider.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the keyset that encrypts the secrets, or makes the file that is configured but not there. */
final class Keyset {
    private static final Logger log = LoggerFactory.getLogger(Keyset.class);

    private Keyset() {}

    /** An AEAD of the keyset, given as JSON. */
    static Aead parse(String json) {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            // Without the cause: a parser quotes what it could not read, and this is a key.
            throw new SecretStoreException("The keyset of modelsync.secrets is not a Tink keyset of AEAD keys in JSON");
        }
    }

    /** An AEAD of the file's keyset. Of several who make the file at once, all use the one that won. */
    static Aead readOrMake(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return parse(Files.readString(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretStoreException("The keyset file " + file + " cannot be read or made", e);
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        AeadConfig.register();
        KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        OwnerOnly.createFolder(folder);
        Path temporary = Files.createTempFile(folder, ".keyset", ".tmp", OwnerOnly.FILE);
        try {
            Files.writeString(temporary, json);
            // A hard link appears whole or not at all, and never replaces a keyset in use.
            Files.createLink(file, temporary);
            log.info("Made a new keyset for the secret store: {}. Keep a copy; without it no secret opens", file);
        } catch (FileAlreadyExistsException e) {
            log.debug("Keyset file {} was made by someone else meanwhile", file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
