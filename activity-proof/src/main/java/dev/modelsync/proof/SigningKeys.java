package dev.modelsync.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Ed25519 keys in PEM, as OpenSSL writes them, and what is signed with them. */
public final class SigningKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PUBLIC = pem("PUBLIC KEY");
    private static final Pattern PRIVATE = pem("PRIVATE KEY");
    private static final int ID_DIGITS = 16;

    private SigningKeys() {}

    /** @throws GeneralSecurityException when it is no private Ed25519 key (PKCS 8) */
    public static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        Matcher found = PRIVATE.matcher(pem);
        if (!found.find()) {
            throw new GeneralSecurityException("there is no block PRIVATE KEY");
        }
        return factory().generatePrivate(new PKCS8EncodedKeySpec(decoded(found.group(1))));
    }

    /** @throws GeneralSecurityException when one of them is no public Ed25519 key, or there is none */
    public static List<PublicKey> publicKeys(String pem) throws GeneralSecurityException {
        List<PublicKey> keys = new ArrayList<>();
        for (Matcher found = PUBLIC.matcher(pem); found.find(); ) {
            keys.add(factory().generatePublic(new X509EncodedKeySpec(decoded(found.group(1)))));
        }
        if (keys.isEmpty()) {
            throw new GeneralSecurityException("there is no block PUBLIC KEY");
        }
        return keys;
    }

    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    public static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** By which a checkpoint names the key that it is signed with. */
    public static String idOf(PublicKey key) {
        return Chain.sha256(Base64.getEncoder().encodeToString(key.getEncoded()))
                .substring(0, ID_DIGITS);
    }

    /** @return in Base64 */
    public static String sign(String statement, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(statement.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    public static boolean isSigned(String statement, String signature, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(statement.getBytes(UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM);
    }

    private static byte[] decoded(String base64) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("it is not in Base64", e);
        }
    }

    private static Pattern pem(String what) {
        return Pattern.compile("-----BEGIN " + what + "-----(.*?)-----END " + what + "-----", Pattern.DOTALL);
    }

    private static String pem(String what, byte[] key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }
}
