package dev.modelsync.sync.credential;

import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.NativeCredential;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.sync.credential.Sealed.Opened;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Opens what was sealed for the cluster. What it opens goes to the caller and is kept nowhere. */
final class Opener {
    private static final String DIGEST = "HmacSHA256";
    private static final int FINGERPRINT_BYTES = 16;

    private final OpeningKey key;
    private final SecretKeySpec fingerprintKey;

    Opener(OpeningKey key) {
        this.key = key;
        this.fingerprintKey = new SecretKeySpec(key.reveal().getBytes(UTF_8), DIGEST);
    }

    Opened look(CredentialSubject subject, byte[] ciphertext) {
        return key.open(subject, ciphertext).map(this::opened).orElse(Opened.Other.SHUT);
    }

    private Opened opened(Map<String, String> fields) {
        return NativeCredential.apiKeyIn(fields)
                .<Opened>map(apiKey -> new Opened.Usable(fingerprint(apiKey)))
                .orElse(Opened.Other.OF_ANOTHER_KIND);
    }

    Optional<String> apiKey(CredentialSubject subject, byte[] ciphertext) {
        return key.open(subject, ciphertext).flatMap(NativeCredential::apiKeyIn);
    }

    /** Keyed, since people choose weak keys too: whoever reads a fingerprint can try none without the private key. */
    String fingerprint(String apiKey) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(fingerprintKey);
            return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(apiKey.getBytes(UTF_8)), FINGERPRINT_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + DIGEST, e);
        }
    }
}
