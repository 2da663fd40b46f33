package dev.modelsync.embedded.inference;

/** What became of a step: its answer, or why there is none. */
public sealed interface StepResult<T> {
    /** The step did its work. */
    record Done<T>(T answer) implements StepResult<T> {}

    /**
     * The step did not do its work.
     *
     * @param message as AIDB would word it, without the credential
     */
    record Failed<T>(Reason reason, String message) implements StepResult<T> {}

    /** Why a step fails. */
    enum Reason {
        /** The registry has no model of that name, or no longer. */
        MODEL_NOT_FOUND,
        /** The model's provider does something else than the step asks for. */
        WRONG_KIND,
        /** The model's provider is not called over HTTP, or nothing is known of how. */
        UNSUPPORTED_PROVIDER,
        /** The config of the model does not say where to call, or what for. */
        UNUSABLE_CONFIG,
        /** The credential is not there, cannot be sent, or may not go to the host of the model. */
        UNUSABLE_CREDENTIAL,
        /** The egress list forbids the host of the model. */
        EGRESS_FORBIDDEN,
        /** What the step was given is nothing that the provider takes. */
        UNUSABLE_INPUT,
        /** No connection came about, or it broke off. */
        UNREACHABLE,
        /** No answer in time. */
        TIMED_OUT,
        /** An answer with another status than 2xx. */
        HTTP_STATUS,
        /** An answer that is not the provider's. */
        UNUSABLE_ANSWER
    }
}
