package dev.modelsync.proxy.access;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The clusters that may use services, at one moment. Immutable. Only hashes are kept and compared: candidates
 * are found by the first bytes of the hash of what was shown, which tells nothing of a token, and compared in
 * constant time.
 */
public final class ClusterTable {
    public static final ClusterTable EMPTY = new ClusterTable(List.of());

    private static final int HASH_BYTES = 32;

    private final Map<Long, List<Known>> byPrefix = new HashMap<>();

    private record Known(byte[] hash, Caller caller) {}

    ClusterTable(Collection<ClusterDeclared> clusters) {
        for (ClusterDeclared cluster : clusters) {
            byte[] hash = hash(cluster);
            if (!cluster.revoked() && hash.length == HASH_BYTES) {
                Known known = new Known(hash, new Caller(cluster.id(), cluster.project()));
                byPrefix.merge(
                        prefix(hash),
                        List.of(known),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList());
            }
        }
    }

    /** The cluster that has this token. */
    public Optional<Caller> caller(String token) {
        byte[] shown = sha256(token);
        for (Known known : byPrefix.getOrDefault(prefix(shown), List.of())) {
            if (MessageDigest.isEqual(shown, known.hash)) {
                return Optional.of(known.caller);
            }
        }
        return Optional.empty();
    }

    /** How many clusters may use services. */
    public int size() {
        return byPrefix.values().stream().mapToInt(List::size).sum();
    }

    private static byte[] hash(ClusterDeclared cluster) {
        try {
            return HexFormat.of().parseHex(cluster.tokenSha256());
        } catch (IllegalArgumentException e) {
            // Nothing has this hash, so the cluster may use nothing.
            return new byte[0];
        }
    }

    private static long prefix(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
