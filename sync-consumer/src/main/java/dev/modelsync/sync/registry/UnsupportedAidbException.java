package dev.modelsync.sync.registry;

/** The database cannot be served as it is. Says what was found and what is needed. */
public final class UnsupportedAidbException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedAidbException(String found) {
        super(found);
    }
}
