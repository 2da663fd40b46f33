package dev.modelsync.sync.plan;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * All that is particular to a cluster and decides what its registry should hold. When any of it
 * changes, so does the fingerprint, and every service is planned again.
 */
public record ClusterProfile(String clusterId, String project, Delivery delivery) {

    public String fingerprint() {
        return fingerprintOf(String.join("\n", clusterId, project, delivery.mark()));
    }

    /** A short, one-way mark by which two texts can be told apart. */
    public static String fingerprintOf(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    Wish wish(ServiceEvent.Declared event, CredentialState credential) {
        return delivery.wish(this, event, credential);
    }

    boolean isOurs(RegisteredModel found, ModelSpec mine) {
        return delivery.isOurs(this, found, mine);
    }
}
