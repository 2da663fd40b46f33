package dev.modelsync.provider.secret;

/** The secret store cannot do what it was asked for. Says which secret, never what is in it. */
public final class SecretStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public SecretStoreException(String message) {
        super(message);
    }

    static SecretStoreException otherContent(SecretReference reference, String place) {
        return new SecretStoreException(
                "Secret " + reference + " is in " + place + " already, with another content; a version never changes");
    }
}
