package dev.modelsync.events.seal.plan;

/**
 * A sealed credential, by what it is of. Ciphertexts cannot be compared: each sealing makes another.
 *
 * @param uid of the incarnation of the service
 */
public record Sealed(String uid, int version, String keyId) {
    /** Something that nobody can open. */
    public static final Sealed UNREADABLE = new Sealed("", 0, "");
}
