package dev.modelsync.events.web;

/** A form holds something that cannot be; the message is for the one who sent it. */
final class RefusedFormException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedFormException(String message) {
        super(message);
    }
}
