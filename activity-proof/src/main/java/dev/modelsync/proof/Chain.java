package dev.modelsync.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The hashes of one stream. Each covers the one before, its own number, and what it stands for, by its kind, its id and the digest
 * of its content; the first covers the stream's name. All are SHA-256 over UTF-8, as 64 hexadecimal digits in lower case.
 */
public final class Chain {
    private Chain() {}

    /** What comes before the first link of a stream. */
    public static String root(String stream) {
        return sha256(stream);
    }

    /**
     * @param kind of what the link stands for
     * @param id of the same
     * @param content the digest of the same
     */
    public static String next(String previous, long number, String kind, String id, String content) {
        return sha256(previous + '\n' + number + '\n' + subject(kind, id) + '\n' + content);
    }

    /** What the link stands for, without what it says. */
    public static String subject(String kind, String id) {
        return sha256(kind + '\n' + id);
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
