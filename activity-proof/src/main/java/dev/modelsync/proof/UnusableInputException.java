package dev.modelsync.proof;

/** A file, or a line of it, is not what it has to be; its message says what it lacks. */
final class UnusableInputException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableInputException(String message) {
        super(message);
    }
}
