package dev.modelsync.proxy.forward;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Masks a provider's key wherever an answer repeats it, also where it comes in pieces, without changing a length.
 * The end of a piece is kept back only where it may be the beginning of the key. Of one answer, in order.
 */
final class KeyGuard {
    /** Shorter ones would be found in ordinary words. */
    private static final int SHORTEST = 8;

    private final String text;
    private final byte[] key;
    private final int[] fallback;
    private int kept;

    /** @param key null when there is nothing to look for */
    KeyGuard(@Nullable String key) {
        this.text = key == null || key.length() < SHORTEST ? "" : key;
        this.key = text.getBytes(UTF_8);
        this.fallback = fallback(this.key);
    }

    /** Whether a header's name or value repeats the key. */
    boolean isIn(String header) {
        return key.length > 0 && header.contains(text);
    }

    /** What may go on of this piece and of those before it; may be empty. */
    Buffer pass(Buffer piece) {
        if (key.length == 0) {
            return piece;
        }
        byte[] bytes = joined(piece.getBytes());
        boolean masked = false;
        int matched = 0;
        for (int i = 0; i < bytes.length; i++) {
            matched = next(matched, bytes[i]);
            if (matched == key.length) {
                Arrays.fill(bytes, i + 1 - key.length, i + 1, (byte) '*');
                masked = true;
                matched = 0;
            }
        }
        boolean untouched = !masked && kept == 0 && matched == 0;
        kept = matched;
        return untouched ? piece : Buffer.buffer(Arrays.copyOf(bytes, bytes.length - kept));
    }

    /** What was kept back, when there are no more pieces. */
    Buffer rest() {
        return Buffer.buffer(Arrays.copyOf(key, kept));
    }

    private byte[] joined(byte[] piece) {
        if (kept == 0) {
            return piece;
        }
        byte[] joined = Arrays.copyOf(key, kept + piece.length);
        System.arraycopy(piece, 0, joined, kept, piece.length);
        return joined;
    }

    private int next(int matched, byte found) {
        int length = matched;
        while (length > 0 && key[length] != found) {
            length = fallback[length - 1];
        }
        return key[length] == found ? length + 1 : 0;
    }

    /** For each beginning of the key, the length of its longest end that is a beginning, too (Knuth, Morris, Pratt). */
    private static int[] fallback(byte[] key) {
        int[] fallback = new int[key.length];
        int length = 0;
        for (int i = 1; i < key.length; i++) {
            while (length > 0 && key[length] != key[i]) {
                length = fallback[length - 1];
            }
            length = key[length] == key[i] ? length + 1 : 0;
            fallback[i] = length;
        }
        return fallback;
    }
}
