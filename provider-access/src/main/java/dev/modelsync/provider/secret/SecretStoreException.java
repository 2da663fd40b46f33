package dev.modelsync.provider.secret;

/** The secret store cannot do what it was asked for. Says which secret, never what is in it. */
public final class SecretStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean ofTheStore;

    SecretStoreException(String message, Throwable cause) {
        super(message, cause);
        ofTheStore = false;
    }

    SecretStoreException(String message) {
        this(message, false);
    }

    /** @param ofTheStore as {@link #isOfTheStore} */
    public SecretStoreException(String message, boolean ofTheStore) {
        super(message);
        this.ofTheStore = ofTheStore;
    }

    /** Whether the store as a whole does not answer, so that asking for another secret would fail as well. */
    public boolean isOfTheStore() {
        return ofTheStore;
    }

    static SecretStoreException otherContent(SecretReference reference, String place) {
        return new SecretStoreException(
                "Secret " + reference + " is in " + place + " already, with another content; a version never changes");
    }
}
