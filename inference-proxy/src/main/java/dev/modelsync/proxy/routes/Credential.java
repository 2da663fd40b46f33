package dev.modelsync.proxy.routes;

import dev.modelsync.provider.secret.Secret;

/** What is known of a credential at one moment. */
public sealed interface Credential {
    /** It is here. */
    record Loaded(Secret secret) implements Credential {}

    /** It is not here; it may be at the next look. */
    record Absent(Absence why) implements Credential {}

    /** Why a credential is not here. */
    enum Absence {
        /** The store was asked and has not answered yet. */
        LOADING,
        /** The store has no such version. */
        NOT_IN_STORE,
        /** The store does not give it, or it does not open. */
        UNREADABLE,
        /** The store does not answer. */
        STORE_UNAVAILABLE,
        /** Nobody has said under which name it is kept. */
        NOT_NAMED
    }
}
