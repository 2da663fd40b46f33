package dev.modelsync.sync.consume;

/**
 * Tells the listener container to deliver the same batch again. It has no cause, because the
 * container logs what it is given, and a database's message may hold the access token.
 */
final class NotAppliedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAppliedException(String reason) {
        super(reason);
    }
}
