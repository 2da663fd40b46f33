package dev.modelsync.events.seal.plan;

/** What is to be done about one record. */
public sealed interface Step {
    RecordKey key();

    /** The cluster lacks it, or has another. */
    record Seal(RecordKey key, Announced.Credential credential, String keyId) implements Step {
        /** What the topic then holds. */
        public Sealed sealed() {
            return new Sealed(credential.uid(), credential.version(), keyId);
        }
    }

    /** The cluster is to give it up. */
    record Withdraw(RecordKey key) implements Step {}
}
