package dev.modelsync.events.publish;

/** A change cannot be published, now or later, without someone's help. */
public final class PublicationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublicationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
