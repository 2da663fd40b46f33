package dev.modelsync.events.web;

/** There is nothing at the address. */
final class NotThereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotThereException() {
        super("Nothing is at the address of a page");
    }
}
