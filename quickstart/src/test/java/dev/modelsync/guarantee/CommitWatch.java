package dev.modelsync.guarantee;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads along what a Postgres client sends, and tells when it asks for a commit. */
final class CommitWatch {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int LENGTH = 4;

    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private final Set<String> commits = new HashSet<>();
    private boolean begun;
    private boolean bound;

    /** Whether a COMMIT is among these bytes, or ends with them. */
    boolean sees(byte[] bytes, int length) {
        unread.write(bytes, 0, length);
        ByteBuffer buffer = ByteBuffer.wrap(unread.toByteArray());
        boolean seen = false;
        while (isMessageIn(buffer)) {
            seen |= begun ? message(buffer) : greeting(buffer);
        }
        unread.reset();
        unread.write(buffer.array(), buffer.position(), buffer.remaining());
        return seen;
    }

    private boolean isMessageIn(ByteBuffer buffer) {
        int type = begun ? 1 : 0;
        return buffer.remaining() >= type + LENGTH
                && buffer.remaining() >= type + buffer.getInt(buffer.position() + type);
    }

    /** The first messages have no type; a wish for encryption is followed by another first message. */
    private boolean greeting(ByteBuffer buffer) {
        int length = buffer.getInt(buffer.position());
        int code = buffer.getInt(buffer.position() + LENGTH);
        buffer.position(buffer.position() + length);
        begun = code != SSL_REQUEST && code != GSS_REQUEST;
        return false;
    }

    private boolean message(ByteBuffer buffer) {
        byte type = buffer.get();
        byte[] body = new byte[buffer.getInt() - LENGTH];
        buffer.get(body);
        switch (type) {
            case 'P' -> {
                String[] parts = new String(body, UTF_8).split("\0", 3);
                commits.remove(parts[0]);
                if (parts[1].equalsIgnoreCase("COMMIT")) {
                    commits.add(parts[0]);
                }
            }
            case 'B' -> bound = commits.contains(new String(body, UTF_8).split("\0", 3)[1]);
            case 'E' -> {
                return bound;
            }
            case 'Q' -> {
                return new String(body, UTF_8).strip().startsWith("COMMIT");
            }
            default -> {}
        }
        return false;
    }
}
