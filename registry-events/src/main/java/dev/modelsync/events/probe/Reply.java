package dev.modelsync.events.probe;

/** What came of a request. */
sealed interface Reply {
    /**
     * The provider, or something in front of it, has answered.
     *
     * @param body as much as was read
     * @param whole whether that is all of it
     */
    record Answered(int status, byte[] body, boolean whole) implements Reply {}

    /** It has not. */
    record Unanswered(ProbeCause cause, String seen) implements Reply {}
}
