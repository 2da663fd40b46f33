package dev.modelsync.events.capture;

/** A change that must not be skipped and cannot be understood: the capture stops. */
final class UnreadableRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRowException(String table, Object key, Object position, String problem, Throwable cause) {
        super("Table " + table + ", key " + key + ", position " + position + ": " + problem, cause);
    }

    UnreadableRowException(String table, Object key, Object position, String problem) {
        super("Table " + table + ", key " + key + ", position " + position + ": " + problem);
    }
}
