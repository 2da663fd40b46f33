package dev.modelsync.sync.consume;

/** Tells the listener container to deliver the same batch again: nothing fails, somebody wants the worker to wait. */
final class HeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeldException(String detail) {
        super(detail);
    }
}
