package dev.modelsync.contract.seal;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The public key of a cluster: seals credentials that the cluster alone can open. Safe for many threads. */
public final class SealingKey {
    private static final int ID_BYTES = 16;

    private final KeysetHandle keys;
    private final HybridEncrypt encrypt;

    SealingKey(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.encrypt = keys.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is no such key, above all when it is a private one; says so without
     *     quoting it
     */
    public static SealingKey parse(String json) {
        try {
            HybridConfig.register();
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(json);
            requireHpke(keys);
            return new SealingKey(keys);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Without the cause: it may quote what it could not read, and that may be a private key.
            throw new IllegalArgumentException("not a public HPKE keyset of Tink in JSON, as the worker's command"
                    + " 'keypair' prints it; a private key is refused, too");
        }
    }

    static void requireHpke(KeysetHandle keys) throws GeneralSecurityException {
        for (int i = 0; i < keys.size(); i++) {
            if (!(keys.getAt(i).getKey().getParameters() instanceof HpkeParameters)) {
                throw new GeneralSecurityException("a key is not for HPKE");
            }
        }
    }

    /** A digest of the key: equal for equal keys, 32 hexadecimal digits. */
    public String id() {
        return id(toJson());
    }

    /** The {@link #id()} of the key that {@link #toJson} writes like this; of any other text a digest as well. */
    public static String id(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** One line, no secret in it, the same for the same key whoever writes it. */
    public String toJson() {
        try {
            // Tink ends it with a line feed, which a shell and an editor would lose: and with it, the id would be
            // another.
            return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(keys).strip();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot write a keyset that it has read", e);
        }
    }

    /** Another ciphertext each time. */
    public byte[] seal(CredentialSubject subject, Map<String, String> fields) {
        try {
            return encrypt.encrypt(CredentialFields.write(fields), subject.context());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot seal with a key that it has read", e);
        }
    }

    @Override
    public String toString() {
        return "SealingKey[" + id() + "]";
    }
}
