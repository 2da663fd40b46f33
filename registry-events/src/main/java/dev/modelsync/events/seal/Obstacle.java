package dev.modelsync.events.seal;

/** Why a credential cannot be sealed for now; the closed set. */
enum Obstacle {
    /** The event does not say where the credential is, as those of earlier releases. */
    NOT_ANNOUNCED,
    /** The secret store has no such version. */
    CREDENTIAL_MISSING,
    /** The secret store does not answer, or what it keeps does not open. */
    STORE_FAILING,
    /** The cluster has another key by now, which is to be announced. */
    KEY_REPLACED,
    /** What somebody wrote into the table as the cluster's public key is none. */
    KEY_UNUSABLE
}
