package dev.modelsync.cli.client;

/** Nothing, or nothing of use, came back; whether a change was made is not known. The message says what to do. */
public final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
        super(message);
    }

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
