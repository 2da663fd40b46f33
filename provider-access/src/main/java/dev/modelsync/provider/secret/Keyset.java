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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The keys of the secrets, oldest first. Each of them opens; the primary one encrypts. */
final class Keyset {
    private static final Logger log = LoggerFactory.getLogger(Keyset.class);

    private final KeysetHandle keys;
    private final Aead aead;

    private Keyset(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** The keyset that is given as JSON. */
    static Keyset parse(String json) {
        try {
            AeadConfig.register();
            return new Keyset(TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            // Without the cause: a parser quotes what it could not read, and this is a key.
            throw new SecretStoreException("The keyset of modelsync.secrets is not a Tink keyset of AEAD keys in JSON");
        }
    }

    static Keyset read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new SecretStoreException("The keyset file " + file + " cannot be read", e);
        }
    }

    /** The file's keyset. Of several who make the file at once, all use the one that won. */
    static Keyset readOrMake(Path file) {
        if (Files.notExists(file)) {
            make(file);
        }
        return read(file);
    }

    private static void make(Path file) {
        try {
            AeadConfig.register();
            Keyset keyset = new Keyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
            OwnerOnly.create(file, keyset.json());
            log.info("Made a new keyset for the secret store: {}. Keep a copy; without it no secret opens", file);
        } catch (FileAlreadyExistsException e) {
            log.debug("Keyset file {} was made by someone else meanwhile", file);
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretStoreException("The keyset file " + file + " cannot be made", e);
        }
    }

    Aead aead() {
        return aead;
    }

    int size() {
        return keys.size();
    }

    /** With one more key, the newest, which only opens as yet. */
    Keyset withNewKey() {
        return changed(builder ->
                builder.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()));
    }

    /** The newest key alone. */
    Keyset newest() {
        return changed(builder -> {
            builder.getAt(builder.size() - 1).makePrimary();
            while (builder.size() > 1) {
                builder.deleteAt(0);
            }
        });
    }

    /** Puts this keyset in the place of the file's. */
    void write(Path file) {
        try {
            OwnerOnly.replace(file, json());
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretStoreException("The keyset file " + file + " cannot be written", e);
        }
    }

    private byte[] json() throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get())
                .getBytes(UTF_8);
    }

    private Keyset changed(Consumer<KeysetHandle.Builder> change) {
        try {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
            change.accept(builder);
            return new Keyset(builder.build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink refuses a change of a keyset that it has read", e);
        }
    }
}
