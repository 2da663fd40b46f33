package dev.modelsync.events.cluster;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What a cluster shows to the proxy. Known in clear only to the cluster; here, its digest is kept. */
public final class AccessToken {
    private static final String PREFIX = "msc_";
    private static final int RANDOM_BYTES = 32;

    private final String value;

    private AccessToken(String value) {
        this.value = value;
    }

    static AccessToken random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new AccessToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The token itself, to hand to the cluster. */
    public String reveal() {
        return value;
    }

    /** In hexadecimal. A plain digest is enough for 256 random bits. */
    String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AccessToken[" + PREFIX + "...]";
    }
}
