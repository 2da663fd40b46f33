package dev.modelsync.contract.seal;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;

/** The private key of a cluster, which only its worker has. Never shows itself in a text. Safe for many threads. */
public final class OpeningKey {
    private static final HpkeParameters PARAMETERS;

    static {
        try {
            PARAMETERS = HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.TINK)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeysetHandle keys;
    private final HybridDecrypt decrypt;

    private OpeningKey(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.decrypt = keys.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
    }

    public static OpeningKey generate() {
        try {
            HybridConfig.register();
            return new OpeningKey(KeysetHandle.generateNew(PARAMETERS));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot make a key for HPKE", e);
        }
    }

    /**
     * Reads what {@link #reveal} wrote.
     *
     * @throws IllegalArgumentException when it is no such key; says so without quoting it
     */
    public static OpeningKey parse(String json) {
        try {
            HybridConfig.register();
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
            SealingKey.requireHpke(keys);
            return new OpeningKey(keys);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Without the cause: it may quote what it could not read, and that is a private key.
            throw new IllegalArgumentException(
                    "not a private HPKE keyset of Tink in JSON, as the worker's command 'keypair' writes it");
        }
    }

    /** The key itself, for the file that keeps it. */
    public String reveal() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot write a keyset that it has made or read", e);
        }
    }

    public SealingKey sealingKey() {
        try {
            return new SealingKey(keys.getPublicKeysetHandle());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has no public key of a private one", e);
        }
    }

    /** Empty when it was sealed with another key or as another subject, or was changed since. */
    public Optional<Map<String, String>> open(CredentialSubject subject, byte[] ciphertext) {
        try {
            return Optional.of(CredentialFields.read(decrypt.decrypt(ciphertext, subject.context())));
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "OpeningKey[of " + sealingKey().id() + "]";
    }
}
