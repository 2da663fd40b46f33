package dev.modelsync.events.kafka;

/** A topic exists with settings under which events would be lost. Says the command that repairs it. */
public final class UnsafeTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsafeTopicException(String message) {
        super(message);
    }
}
