package dev.modelsync.sync.plan;

/** What is known of the credential that a change of a service calls for; never the credential itself. */
public sealed interface CredentialState {
    /** Where models need no credential. */
    Usable NONE_NEEDED = new Usable("");

    /** Asks the matching case for its answer. */
    <R> R match(Cases<R> cases);

    /** One answer for each kind. */
    interface Cases<R> {
        R usable(Usable usable);

        R missing(Missing missing);
    }

    /**
     * Models can work with it.
     *
     * @param fingerprint tells credentials apart; empty where none is needed
     */
    record Usable(String fingerprint) implements CredentialState {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.usable(this);
        }
    }

    /** Models cannot work with it. */
    enum Missing implements CredentialState {
        /** It has not come yet, or another version has. */
        AWAITED(Reason.CREDENTIAL_AWAITED),
        /** It does not open with the cluster's key. */
        UNREADABLE(Reason.CREDENTIAL_UNREADABLE),
        /** AIDB cannot send it by itself. */
        NEEDS_PROXY(Reason.NEEDS_PROXY),
        /** Hybrid Manager has taken it back. */
        WITHDRAWN(Reason.CREDENTIAL_WITHDRAWN),
        /** It is not among those that Hybrid Manager gives the cluster, though models of ours work with one. */
        GONE(Reason.CREDENTIAL_AWAITED);

        private final Reason reason;

        Missing(Reason reason) {
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }

        /** Whether models that work with the one before may go on. */
        boolean keepsModels() {
            return this == AWAITED || this == UNREADABLE;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.missing(this);
        }
    }
}
